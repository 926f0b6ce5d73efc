import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { hoursAfter } from '#kernel/calendar.js';
import { DesignateContact } from '#ordering/contracts/agreement-commands.js';
import { eventually } from '#projecting/testing/eventually.js';
import { invoiced, person, type School, school } from './testing/school.js';
import { openWorkingLedger, word, type WorkingLedger } from './testing/working-ledger.js';

/** Mailboxes of the Notices contact and of the reseller, which do not exist. */
const unknown = ['norbert@school.example', 'rita@school.example'];

/** Those that take no mail for now. */
const busy: string[] = [];

describe('a mail that the server refuses for good', () => {
  const taken: { readonly to: string; readonly text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onRcptTo({ address }, _, done) {
      if (busy.includes(address)) done(Object.assign(new Error('try again'), { responseCode: 451 }));
      else if (unknown.includes(address))
        done(Object.assign(new Error('no such user'), { responseCode: 550 }));
      else done();
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        taken.push({ to: envelope.rcptTo[0]?.address ?? '', text });
        done();
      });
    },
  });
  let ledger: WorkingLedger;
  let customer: School;

  beforeAll(async () => {
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    ledger = await openWorkingLedger({ smtpUrl: `smtp://127.0.0.1:${port}` });
    await ledger.listExam('70-480');
    customer = await school(ledger);
    await ledger.start();
  }, 60_000);
  afterAll(async () => {
    await ledger.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  const outcomeOf = (template: string, type: string) =>
    eventually(async () => (await ledger.events(type)).find((each) => word(each, 'template') === template));
  const caseOf = (notificationId: string, recipient: string) =>
    eventually(async () => {
      const opened = await ledger.events('CaseOpened');
      return opened.find((each) => word(each, 'key') === `${notificationId}:${recipient}`);
    });
  const mailedTo = (notificationId: string) =>
    taken.filter(({ text }) => text.includes(notificationId)).map(({ to }) => to);

  it('E56 N3 R66 the Online contact, who gets the list anyway, gets it once; operations get a task', async () => {
    await invoiced(ledger, customer, 'CP-30');
    const bounced = await outcomeOf('N3', 'NotificationBounced');
    expect(bounced.data).toMatchObject({ recipient: customer.notices, reason: 'UNKNOWN_ADDRESS' });
    const notificationId = word(bounced, 'notificationId');
    expect(await caseOf(notificationId, customer.notices)).toMatchObject({ data: { kind: 'MAIL_BOUNCED' } });
    const sent = await outcomeOf('N3', 'NotificationSent');
    expect(sent.data).toMatchObject({ notificationId, recipient: customer.online });
    expect(mailedTo(notificationId)).toStrictEqual(['olga@school.example']);
  }, 60_000);

  it('E56 N9 R64 what the reseller cannot get is a task for operations, who have the mail as ever', async () => {
    await ledger.moveTo(hoursAfter(ledger.ledger.clock.now(), 49));
    const bounced = await outcomeOf('N9', 'NotificationBounced');
    expect(bounced.data).toMatchObject({ recipient: customer.ordersContact });
    const notificationId = word(bounced, 'notificationId');
    expect(await caseOf(notificationId, customer.ordersContact)).toBeDefined();
    await eventually(() => Promise.resolve(mailedTo(notificationId).length > 0 ? true : undefined));
    expect(mailedTo(notificationId)).toStrictEqual([ledger.ledger.configuration.operationsMail]);
    // A promise that was broken to the reseller is no matter of the customer's contacts.
    expect(await ledger.events('NotificationRedirected')).toStrictEqual([]);
    expect(taken.filter(({ to }) => unknown.includes(to))).toStrictEqual([]);
  }, 60_000);

  it('E56 N2 R56 what waited for an Online contact who has gone goes to the one of now, once', async () => {
    busy.push('olga@school.example');
    await invoiced(ledger, customer, 'MCP-1');
    const [deferred] = await ledger.happened('NotificationDeferred');
    expect(deferred?.data).toMatchObject({ recipient: customer.online });
    const notificationId = deferred === undefined ? '' : word(deferred, 'notificationId');
    const personRef = await person(ledger, customer.institutionId, 'Oskar', 'CONTACT');
    await ledger.does(DesignateContact, {
      agreementId: customer.agreementId,
      contact: { role: 'ONLINE', personRef },
    });
    unknown.push(...busy.splice(0));
    await ledger.moveTo(hoursAfter(ledger.ledger.clock.now(), 7));
    const redirected = await ledger.happened('NotificationRedirected');
    expect(redirected.map(({ data }) => data)).toStrictEqual([
      { notificationId, recipient: customer.online, to: personRef },
    ]);
    const sent = await eventually(async () =>
      (await ledger.events('NotificationSent')).find((each) => word(each, 'recipient') === personRef),
    );
    expect(sent.data).toMatchObject({ notificationId, template: 'N2' });
    expect(mailedTo(notificationId)).toStrictEqual(['oskar@school.example']);
    expect(await caseOf(notificationId, customer.online)).toMatchObject({ data: { kind: 'MAIL_BOUNCED' } });
  }, 60_000);
});

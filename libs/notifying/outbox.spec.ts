import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { event } from '#kernel/event.js';
import { CaseOpened } from '#fulfilment/contracts/cases.js';
import { NotificationDeferred, NotificationSent } from '#fulfilment/contracts/mailing.js';
import { NotificationRequested } from '#fulfilment/contracts/notifications.js';
import { InstitutionRegistered } from '#institutions/contracts/institution-events.js';
import { PersonRegistered } from '#institutions/contracts/person-events.js';
import { folderTransport } from './folder-transport.js';
import { Outbox } from './outbox.js';
import { deliveryAfter } from './smtp-transport.js';
import { lookInto, recorded } from '#fulfilment/testing/log.js';
import { type Delivery, type Mail } from './transport.js';

const id = (prefix: string, n = 1) => `${prefix}_0000000000000000000000000${n}`;
const now = '2019-08-15T09:00:00.000Z';
const asked = event(NotificationRequested, {
  notificationId: id('ntf'),
  template: 'N10',
  to: [id('per')],
  desks: ['RECONCILERS'],
  subject: id('cas'),
  dedupeKey: 'N10:x',
  institutionId: id('ins'),
});
const sentTo = (recipient: string) =>
  event(NotificationSent, {
    notificationId: id('ntf'),
    recipient,
    template: 'N10',
    subject: id('cas'),
    messageId: '<m@x>',
    sentAt: now,
  });

interface Circumstances {
  readonly past?: readonly Parameters<typeof lookInto>[0][string][number][];
  readonly country?: string;
  readonly erased?: boolean;
  readonly deliver?: (mail: Mail) => Promise<Delivery>;
}

/** Delivers once, and answers the mails and what was recorded. */
async function delivered({ past = [], country = 'DE', erased = false, deliver }: Circumstances) {
  const mails: Mail[] = [];
  const records: object[] = [];
  const look = lookInto({
    [`notification-${id('ntf')}`]: [asked, ...past],
    [`institution-${id('ins')}`]: [recorded(InstitutionRegistered, 'institutions', { country })],
    [`person-${id('per')}`]: [recorded(PersonRegistered, 'institutions', { sealed: 'box' })],
    [`case-${id('cas')}`]: [recorded(CaseOpened, 'fulfilment')],
  });
  const person = JSON.stringify({ givenName: 'Ada', familyName: 'Beispiel', email: 'ada@example.edu' });
  const outbox = new Outbox({
    look,
    sealer: {
      seal: (_, text) => Promise.resolve(text),
      open: () => Promise.resolve(erased ? undefined : person),
    },
    clock: { now: () => now },
    transport: {
      deliver: (mail) => {
        mails.push(mail);
        return deliver?.(mail) ?? Promise.resolve({ kind: 'sent' });
      },
      close: () => undefined,
    },
    sources: {
      look,
      address: (path) => `https://l.example/${path}`,
      expiring: () => Promise.resolve([]),
      retiring: () => Promise.resolve({ exams: [], entitlements: [] }),
    },
    desks: { OPERATIONS: 'ops@vendor.example', RECONCILERS: 'cases@vendor.example' },
    domain: 'ledger.example',
  });
  await outbox.deliver(id('ntf'), (command, recipient) => {
    records.push({ record: command.constructor.name, recipient, ...command });
    return Promise.resolve();
  });
  return { mails, records };
}

describe('the outbox', () => {
  it('writes to persons and desks, with the same Message-ID whenever it does', async () => {
    const first = await delivered({});
    const again = await delivered({});
    expect(first.mails.map(({ messageId, to }) => [messageId, to])).toStrictEqual([
      [`<${id('ntf')}.${id('per')}@ledger.example>`, { name: 'Ada Beispiel', address: 'ada@example.edu' }],
      [`<${id('ntf')}.reconcilers@ledger.example>`, { name: 'reconcilers', address: 'cases@vendor.example' }],
    ]);
    expect(again.mails).toStrictEqual(first.mails);
    expect(first.records).toMatchObject([
      { record: 'RecordMailSent', recipient: id('per'), messageId: first.mails[0]?.messageId },
      { record: 'RecordMailSent', recipient: 'RECONCILERS' },
    ]);
  });

  it.each([
    ['DE', 'de', 'Guten Tag Ada Beispiel,'],
    ['AT', 'de', 'Guten Tag Ada Beispiel,'],
    ['CH', 'de', 'Guten Tag Ada Beispiel,'],
    ['US', 'en', 'Dear Ada Beispiel,'],
  ])('N10 writes to %s in %s', async (country, language, greeting) => {
    const { mails } = await delivered({ country });
    expect(mails[0]).toMatchObject({ language });
    expect(mails[0]?.text.startsWith(greeting)).toBe(true);
    expect(mails[0]?.html).toContain(`<p>${greeting}</p>`);
    expect(mails[1]).toMatchObject({ language: 'en' });
  });

  it('sends nothing to who has it, or who is to be tried later', async () => {
    const retryAt = '2019-08-15T09:00:00.001Z';
    const deferred = { notificationId: id('ntf'), recipient: 'RECONCILERS', attempt: 1, retryAt };
    const { mails } = await delivered({ past: [sentTo(id('per')), event(NotificationDeferred, deferred)] });
    expect(mails).toStrictEqual([]);
    const due = event(NotificationDeferred, { ...deferred, retryAt: now });
    expect((await delivered({ past: [sentTo(id('per')), due] })).mails).toHaveLength(1);
  });

  it('E62 who was erased has no address, and that is a bounce', async () => {
    const { mails, records } = await delivered({ erased: true });
    expect(records[0]).toMatchObject({ record: 'RecordBounce', recipient: id('per'), reason: 'NO_ADDRESS' });
    expect(mails).toHaveLength(1);
  });

  it('E56 one that bounces does not keep the others waiting', async () => {
    const { records } = await delivered({
      deliver: ({ to }) =>
        Promise.resolve(
          to.name === 'reconcilers' ? { kind: 'deferred' } : { kind: 'bounced', reason: 'UNKNOWN_ADDRESS' },
        ),
    });
    expect(records).toMatchObject([
      { record: 'RecordBounce', reason: 'UNKNOWN_ADDRESS' },
      { record: 'DeferMail', recipient: 'RECONCILERS' },
    ]);
  });
});

describe('what a mail server answers', () => {
  it.each([
    [{ code: 'ECONNECTION' }, { kind: 'deferred' }],
    [{ code: 'EENVELOPE', responseCode: 450 }, { kind: 'deferred' }],
    [{ code: 'EAUTH', responseCode: 535 }, { kind: 'deferred' }],
    [
      { code: 'EENVELOPE', responseCode: 550 },
      { kind: 'bounced', reason: 'UNKNOWN_ADDRESS' },
    ],
    [
      { code: 'EENVELOPE', responseCode: 552 },
      { kind: 'bounced', reason: 'MAILBOX_FULL' },
    ],
    [
      { code: 'EMESSAGE', responseCode: 554 },
      { kind: 'bounced', reason: 'REJECTED' },
    ],
  ])('E56 %o is %o', (error, delivery) => {
    expect(deliveryAfter(Object.assign(new Error('said'), error))).toStrictEqual(delivery);
  });
});

describe('the folder of mails', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-mail-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('I32 holds each mail once, readable by its owner only', async () => {
    const folder = folderTransport(join(directory, 'mail'), 'Ledger <ledger@ledger.example>');
    const { mails } = await delivered({ deliver: (mail) => folder.deliver(mail) });
    await delivered({ deliver: (mail) => folder.deliver(mail) });
    const files = readdirSync(join(directory, 'mail')).sort();
    expect(files).toStrictEqual([`${id('ntf')}.${id('per')}.eml`, `${id('ntf')}.reconcilers.eml`]);
    const file = join(directory, 'mail', files[0] ?? '');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text.replaceAll(/\r\n\s+/g, ' ')).toContain(`Message-ID: ${mails[0]?.messageId}`);
    expect(text).toContain('Date: Thu, 15 Aug 2019 09:00:00');
    expect(text).toContain('To: Ada Beispiel <ada@example.edu>');
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toContain('Content-Type: multipart/alternative');
  });

  it('I32 takes the same mail from several workers at the same moment', async () => {
    const shared = join(directory, 'shared');
    const { mails } = await delivered({ deliver: () => Promise.resolve({ kind: 'sent' }) });
    const workers = Array.from({ length: 16 }, () => folderTransport(shared, 'ledger@ledger.example'));
    const deliveries = workers.flatMap((worker) => mails.map((mail) => worker.deliver(mail)));
    const sent: Delivery = { kind: 'sent' };
    expect(await Promise.all(deliveries)).toStrictEqual(deliveries.map(() => sent));
    expect(readdirSync(shared)).toHaveLength(mails.length);
  });
});

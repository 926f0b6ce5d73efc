import { type Instant } from '#kernel/time.js';
import { type Client, eventually } from './client.js';
import { customer } from './customer.js';
import { invoiced } from './invoiced.js';
import { type Code, historyOf } from './looking.js';
import { addsUp, caseAbout, issued, outcomeOf, reportResult } from './reports.js';
import { type Teller } from './teller.js';
import { atExpiry, inHours, moveTo, now, runSweep } from './time.js';

const local = (instant: Instant): string => instant.slice(0, 19);

/** Reports that come twice, late, without a zone, and too late: judged by when it happened, whoever knew it when. */
export async function lateReport(client: Client, teller: Teller): Promise<boolean> {
  const ordering = await customer(client, teller);
  teller.chapter('A class pack');
  const orderId = await invoiced(client, ordering, [{ productKey: 'CP-30', packs: 1 }]);
  const codes = (await issued(client, orderId, 30)) as readonly [Code, Code, Code, Code, ...Code[]];
  const [inTime, late, unzoned, tooLate] = codes;
  // A registration pays with one code for ever (R60): another run needs others.
  const registration = (n: number) => `REG-${orderId.slice(-8)}-${n}`;
  teller.tell('Its 30 codes are issued', { orderId, expires: inTime.expiry });

  teller.chapter('A report in time, twice');
  const start = inHours(await now(client), 24);
  await moveTo(client, inHours(start, 48));
  const zone = 'UTC';
  const exam = { codeId: inTime.codeId, registrationKey: registration(1), occurredLocal: local(start), zone };
  const first = await reportResult(client, exam);
  const outcome = await outcomeOf(client, first);
  await reportResult(client, exam);
  await reportResult(client, exam);
  teller.tell('The same report three times is one use; two are suppressed and counted', { outcome });

  teller.chapter('After the expiry and the sweep');
  const expiresAt = await atExpiry(client, inTime.codeId);
  await runSweep(client, expiresAt);
  await swept(client, tooLate.codeId);
  const lastHour = inHours(expiresAt, -1);
  await outcomeOf(client, await reportResult(client, use(late, registration(2), lastHour, zone)));
  teller.tell('An exam of the last hour is reported after the sweep: its expiry is reversed', {
    events: await typesOf(client, late.codeId),
  });
  const { zone: _, ...noZone } = use(unzoned, registration(3), inHours(expiresAt, 3), zone);
  await outcomeOf(client, await reportResult(client, noZone));
  teller.tell('One without a zone, within 26 hours of the expiry, is read in favour of the candidate', {
    events: await typesOf(client, unzoned.codeId),
  });

  teller.chapter('After the late window of 45 days');
  await moveTo(client, inHours(expiresAt, 46 * 24));
  const refused = await outcomeOf(
    client,
    await reportResult(client, use(tooLate, registration(4), lastHour, zone)),
  );
  const { caseId } = await caseAbout(client, 'LATE_BEYOND_WINDOW', `${tooLate.codeId}:${registration(4)}`);
  teller.tell('The same is now a case', { refused, caseId });
  await decideByTwo(client, teller, caseId, 'ACCEPT_LATE_USE');
  const events = await eventually(async () => {
    const types = await typesOf(client, tooLate.codeId);
    return types.includes('CodeRedeemed') ? types : undefined;
  }, 'the late use counted');
  teller.tell('Two persons have accepted it: it counts', { events });

  const board = await client.query('reconciler', '/v1/reconciliation');
  teller.tell('The reconciliation board', { providers: board['providers'], openCases: board['openCases'] });
  return addsUp(client, teller, orderId, { REDEEMED: 4, EXPIRED: 26 });
}

const use = ({ codeId }: Code, registrationKey: string, at: Instant, zone: string) => ({
  codeId,
  registrationKey,
  occurredLocal: local(at),
  zone,
});

const typesOf = async (client: Client, codeId: string): Promise<readonly string[]> =>
  (await historyOf(client, codeId)).map(({ type }) => type);

const swept = (client: Client, codeId: string) =>
  eventually(
    async () => ((await typesOf(client, codeId)).includes('CodeExpired') ? true : undefined),
    'the sweep',
  );

/** The reconciler proposes, somebody else approves; the same account would be refused (I38). */
async function decideByTwo(client: Client, teller: Teller, caseId: string, decision: string): Promise<void> {
  await client.send('reconciler', `/v1/cases/${caseId}/propose`, { caseId, decision });
  const proposal = { caseId, proposal: 1 };
  const alone = await client.attempt('reconciler', `/v1/cases/${caseId}/approve`, proposal);
  teller.tell('The one who proposed a decision cannot approve it', {
    status: alone.status,
    problem: alone.body['title'],
  });
  await client.send('vendor-operations', `/v1/cases/${caseId}/approve`, proposal);
}

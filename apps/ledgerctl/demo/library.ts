import { type Client, eventually, type Reply } from './client.js';
import { customer } from './customer.js';
import { invoiced } from './invoiced.js';
import { accountOf, type Code, codesOf, historyOf } from './looking.js';
import { type Teller } from './teller.js';
import { atExpiry, runSweep } from './time.js';

const termsVersion = 'EREF-2019-07';
const libraryId = 'EREF-DEVELOPER';

/** Library codes from order to the end of access: terms first, one person and one library, and an end by the clock. */
export async function library(client: Client, teller: Teller): Promise<boolean> {
  const { ada, ben, ...ordering } = await customer(client, teller);
  teller.chapter('The order');
  const orderId = await invoiced(client, ordering, [{ productKey: 'EREF', packs: 5 }]);
  const codes = await eventually(async () => {
    const found = await codesOf(client, orderId);
    return found.length === 5 ? found : undefined;
  }, '5 library codes');
  teller.tell(
    'Five licences of the E-Reference Library are ordered and invoiced; their codes have been issued',
    {
      orderId,
      expires: codes[0]?.expiry,
    },
  );
  const [first, second] = codes as [Code, Code];

  teller.chapter('Unlocking');
  await client.send('vl-administrator', `/v1/codes/${first.codeId}/assign`, { personRef: ada });
  const disclosed = await client.send('vl-administrator', `/v1/codes/${first.codeId}/disclose`, {
    personRef: ada,
    channel: 'PORTAL',
  });
  const code = String(disclosed['code']);
  const unlock = (personRef: string, into: string, body: object = { code }) =>
    client.attempt('candidate', `/v1/libraries/${into}/unlock`, { ...body, personRef });
  const tooEarly = await unlock(ada, libraryId);
  teller.tell('Ada has a code, but has not accepted the usage terms: refused', problem(tooEarly));
  await client.send('candidate', `/v1/persons/${ada}/usage-terms`, { termsVersion });
  await client.send('candidate', `/v1/persons/${ben}/usage-terms`, { termsVersion });
  teller.tell('She accepts them: no printing, no copying, no sharing', { termsVersion });
  const notBens = await unlock(ben, libraryId);
  teller.tell('Ben tries her code: refused', problem(notBens));
  const opened = await unlock(ada, libraryId);
  teller.tell('Ada unlocks the library', { status: opened.status, libraryId });
  const again = await unlock(ada, 'EREF-IT-PRO');
  teller.tell('A second library with the same code is refused', problem(again));
  await client.send('vl-administrator', `/v1/codes/${second.codeId}/assign`, { personRef: ben });
  const exam = await client.attempt('pearson-vue', '/v1/redemptions', {
    codeId: second.codeId,
    provider: 'PEARSON_VUE',
    registrationKey: `R-${orderId}`,
    examCode: '70-698',
    occurredAt: second.expiry.expiresAt,
    occurredZone: second.expiry.zone,
  });
  teller.tell('A library code pays for no exam', problem(exam));

  teller.chapter('Access');
  const open = await accessOf(client, first.codeId);
  teller.tell('Access lasts to the end of agreement or entitlement, whichever comes first', open);
  await client.send('auditor', `/v1/library-access/${first.codeId}/violations`, {
    kind: 'COPIED',
    evidenceRef: 'REPORT-117',
  });
  teller.tell('Somebody reports copied pages: kept for the auditor');
  const expiresAt = await atExpiry(client, second.codeId);
  const ended = await accessOf(client, first.codeId);
  teller.tell('The term is over: access has ended by the clock', ended);
  const late = await unlock(ben, libraryId, { codeId: second.codeId });
  teller.tell('Ben is too late to unlock his library', problem(late));
  await runSweep(client, expiresAt);
  await eventually(async () => {
    const entries = await historyOf(client, first.codeId);
    return entries.find(({ type }) => type === 'LibraryAccessEnded');
  }, 'the end of access on record');
  const account = await eventually(async () => {
    const found = await accountOf(client, orderId);
    return found.recordedExpired === 4 ? found : undefined;
  }, 'four unused codes expired');
  teller.table('The account of the order (I23)', account.rows);
  const addsUp =
    [tooEarly, notBens, again, exam, late].every(({ status }) => status === 409) &&
    opened.status === 200 &&
    open['state'] === 'OPEN' &&
    ended['state'] === 'ENDED' &&
    ended['violations'] === 1 &&
    account.capacity === 5 &&
    account.sum === 5;
  teller.tell(addsUp ? 'Everything adds up' : 'Something does not add up', { addsUp, orderId });
  return addsUp;
}

const problem = ({ status, body }: Reply) => ({
  status,
  problem: body['title'],
});

async function accessOf(client: Client, codeId: string): Promise<Readonly<Record<string, unknown>>> {
  const found = await client.query('auditor', '/v1/library-access', { codeId });
  const [access] = found['items'] as readonly Readonly<Record<string, unknown>>[];
  const { state, accessUntil, accessBasis, violations } = access ?? {};
  return { state, accessUntil, accessBasis, violations };
}

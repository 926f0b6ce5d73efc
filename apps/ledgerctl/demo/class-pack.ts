import { type Client, eventually } from './client.js';
import { accountOf, type Code, codesOf, historyOf } from './looking.js';
import { customer } from './customer.js';
import { type Teller } from './teller.js';
import { atExpiry, inHours, now, runSweep } from './time.js';

/** Of the exams that pay for MCSA and have no known end. */
const examCode = '70-698';
const examZone = 'Europe/Berlin';

/** A class pack from order to expiry: what may be done with a code, what may not, and how it adds up. */
export async function classPack(client: Client, teller: Teller): Promise<boolean> {
  const { enrollmentId, institutionId, resellerId, ada, ben } = await customer(client, teller);
  const orderId = await orderUntilInvoiced(client, teller, { enrollmentId, resellerId });

  teller.chapter('Codes');
  const codes = await eventually(async () => {
    const found = await codesOf(client, orderId);
    return found.length === 61 ? found : undefined;
  }, '61 codes issued');
  teller.tell('The codes have been issued', {
    codes: codes.length,
    entitlements: new Set(codes.map(({ entitlementId }) => entitlementId)).size,
    expires: codes[0]?.expiry,
  });
  const [first, second, third] = codes as [Code, Code, Code];
  const adas = await handOver(client, teller, first, ada);
  const bens = await handOver(client, teller, second, ben);
  const late = await handOver(client, teller, third, ada);
  await reassignIsRefused(client, teller, first.codeId, ben);

  const examAt = await bookReleaseAndBookAgain(client, teller, orderId, { adas, bens });
  await client.send('operator', '/v1/development/clock', { now: inHours(examAt, 2) });
  teller.chapter('The exams');
  const registration = { provider: 'PEARSON_VUE', examCode, occurredAt: examAt, occurredZone: examZone };
  await client.send('pearson-vue', '/v1/redemptions', {
    ...registration,
    code: adas,
    registrationKey: `R-${orderId}-1`,
  });
  teller.tell('Ada sat the exam: her code is redeemed', { occurredAt: examAt });
  await client.send('pearson-vue', `/v1/bookings/B-${orderId}-2/forfeit`, {
    code: bens,
    cause: 'NO_SHOW',
    occurredAt: examAt,
  });
  teller.tell('Ben did not come: his code is forfeited', { occurredAt: examAt });
  const again = await client.attempt('pearson-vue', '/v1/redemptions', {
    ...registration,
    code: adas,
    registrationKey: `R-${orderId}-2`,
  });
  teller.tell('A second redemption of Ada’s code is refused', {
    status: again.status,
    problem: again.body['title'],
  });

  const expired = await expire(client, teller, late, registration, orderId, third.codeId);
  const adds = await account(client, teller, orderId);
  await history(client, teller, first.codeId);
  const addsUp = adds && expired && again.status === 409;
  teller.tell(addsUp ? 'Everything adds up' : 'Something does not add up', {
    addsUp,
    institutionId,
    orderId,
  });
  return addsUp;
}

async function orderUntilInvoiced(
  client: Client,
  teller: Teller,
  { enrollmentId, resellerId }: { readonly enrollmentId: string; readonly resellerId: string },
): Promise<string> {
  teller.chapter('The order');
  const termModel = 'TWELVE_MONTH';
  const lines = [
    { productKey: 'CP-30', packs: 2, termModel },
    { productKey: 'MCP-1', packs: 1, termModel },
  ];
  const order = { enrollmentId, resellerId, salesRegion: 'EMEA', currency: 'EUR', lines };
  const { id } = await client.send('reseller', '/v1/orders', order);
  const orderId = String(id);
  teller.tell('A reseller orders two class packs and a single voucher', { orderId });
  const done = async () => ({ orderId, revision: 1, occurredAt: await now(client) });
  const number = orderId.slice(-8).toUpperCase();
  await client.send('vendor-operations', `/v1/orders/${orderId}/process`, {
    ...(await done()),
    vendorOrderNo: `V-${number}`,
  });
  teller.tell('The vendor has processed it: it must be confirmed within 48 hours');
  await client.send('vendor-operations', `/v1/orders/${orderId}/acknowledge`, await done());
  teller.tell('The vendor has confirmed it');
  const invoice = {
    orderId,
    revision: 1,
    issuer: 'EOC-DUBLIN',
    invoiceNo: `INV-${number}`,
    invoiceDate: (await now(client)).slice(0, 10),
    calendarId: 'DE-NATIONWIDE',
    lines: lines.map(({ productKey, packs }, index) => ({ lineNo: index + 1, productKey, packs })),
  };
  await client.send('vendor-operations', `/v1/orders/${orderId}/invoice`, invoice, 'month-end billing run');
  const board = await client.query('vendor-operations', `/v1/orders/${orderId}`);
  teller.tell(
    'The vendor has invoiced it: term and price are fixed, codes are due in 5 to 10 business days',
    {
      invoiceNo: invoice.invoiceNo,
      state: board['state'],
      clocks: board['clocks'],
    },
  );
  return orderId;
}

/** Assigns a code and discloses it; the clear code is only in this answer. */
async function handOver(
  client: Client,
  teller: Teller,
  { codeId, last4 }: Code,
  personRef: string,
): Promise<string> {
  await client.send('vl-administrator', `/v1/codes/${codeId}/assign`, { codeId, personRef });
  const disclosed = await client.send('vl-administrator', `/v1/codes/${codeId}/disclose`, {
    codeId,
    personRef,
    channel: 'PORTAL',
  });
  teller.tell('A code is assigned to a person and disclosed to them', { code: `…${last4}`, personRef });
  return String(disclosed['code']);
}

async function reassignIsRefused(
  client: Client,
  teller: Teller,
  codeId: string,
  personRef: string,
): Promise<void> {
  const refused = await client.attempt(
    'vl-administrator',
    `/v1/codes/${codeId}/reassign`,
    { codeId, personRef },
    'a colleague asked for it',
  );
  teller.tell('Giving it to a colleague is refused, and the attempt is on record', {
    status: refused.status,
    problem: refused.body['title'],
  });
}

/** @returns when both exams take place */
async function bookReleaseAndBookAgain(
  client: Client,
  teller: Teller,
  order: string,
  { adas, bens }: { readonly adas: string; readonly bens: string },
): Promise<string> {
  teller.chapter('Bookings');
  const today = await now(client);
  const examAt = inHours(today, 20 * 24);
  const book = (code: string, bookingKey: string, at: string) =>
    client.send('pearson-vue', '/v1/bookings', {
      code,
      provider: 'PEARSON_VUE',
      bookingKey,
      examCode,
      examAt: at,
      examZone,
    });
  await book(adas, `B-${order}-1`, inHours(today, 10 * 24));
  teller.tell('Ada books an exam', { examCode, examAt: inHours(today, 10 * 24) });
  await client.send('pearson-vue', `/v1/bookings/B-${order}-1/release`, {
    code: adas,
    cause: 'CANCELLED_IN_TIME',
    occurredAt: await now(client),
  });
  teller.tell('She cancels in time: the code is free again');
  await book(adas, `B-${order}-3`, examAt);
  await book(bens, `B-${order}-2`, examAt);
  teller.tell('She books again, and so does Ben', { examCode, examAt });
  return examAt;
}

async function expire(
  client: Client,
  teller: Teller,
  code: string,
  registration: object,
  orderId: string,
  codeId: string,
): Promise<boolean> {
  teller.chapter('The end of the term');
  const expiresAt = await atExpiry(client, codeId);
  teller.tell('The term has ended; no sweep has run', { expiresAt });
  const redeemed = await client.attempt('pearson-vue', '/v1/redemptions', {
    ...registration,
    code,
    registrationKey: `R-${orderId}-3`,
    occurredAt: expiresAt,
  });
  const recorded = await historyOf(client, codeId);
  const unswept = recorded.every(({ type }) => type !== 'CodeExpired');
  teller.tell('A redemption at that instant is refused by the clock alone', {
    status: redeemed.status,
    problem: redeemed.body['title'],
    sweepHasRun: !unswept,
  });
  await runSweep(client, expiresAt);
  await eventually(async () => {
    const events = await historyOf(client, codeId);
    return events.find(({ type }) => type === 'CodeExpired');
  }, 'the sweep');
  teller.tell('The hourly sweep records what the clock has done');
  return unswept && redeemed.status === 409;
}

async function account(client: Client, teller: Teller, orderId: string): Promise<boolean> {
  const { capacity, rows, sum } = await eventually(async () => {
    const found = await accountOf(client, orderId);
    return found.recordedExpired === 59 ? found : undefined;
  }, 'all expiries recorded');
  teller.table('The account of the order (I23)', rows);
  teller.tell('Used, forfeited and expired make up what was bought', { capacity, sum });
  return sum === capacity && capacity === 61;
}

async function history(client: Client, teller: Teller, codeId: string): Promise<void> {
  const entries = await historyOf(client, codeId);
  teller.table(
    `The history of Ada’s code ${codeId}`,
    entries.map(({ type, actorId, reason, occurredAt, recordedAt }) => ({
      type,
      actor: actorId,
      occurredAt,
      recordedAt,
      reason: reason ?? '',
    })),
  );
}

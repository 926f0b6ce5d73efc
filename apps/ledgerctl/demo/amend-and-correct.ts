import { type Client, eventually } from './client.js';
import { accountOf, codesOf, historyOf } from './looking.js';
import { customer } from './customer.js';
import { caseAbout } from './reports.js';
import { type Teller } from './teller.js';
import { now } from './time.js';

const termModel = 'TWELVE_MONTH';
const lineOf = (packs: number) => ({ lineNo: 1, productKey: 'CP-30', packs });

/** An order that is amended while its invoice is on the way, put right by two persons, and ended by a termination. */
export async function amendAndCorrect(client: Client, teller: Teller): Promise<boolean> {
  const { enrollmentId, resellerId } = await customer(client, teller);
  const desk = new OrderDesk(client, { enrollmentId, resellerId });

  teller.chapter('The order');
  const rejected = await desk.place(1);
  await client.send('vendor-operations', `/v1/orders/${rejected}/reject`, {
    orderId: rejected,
    revision: 1,
    reason: 'DUPLICATE',
  });
  teller.tell('The vendor rejects an order that was sent twice', { orderId: rejected });
  const orderId = await desk.place(2);
  await desk.process(orderId, 1);
  teller.tell('Two class packs are ordered and processed', { orderId });
  await client.send('reseller', `/v1/orders/${orderId}/amend`, {
    orderId,
    lines: [{ productKey: 'CP-30', packs: 1, termModel }],
    reason: 'CUSTOMER_REQUEST',
  });
  teller.tell('The customer wants one only: revision 2, to be processed anew');

  teller.chapter('The invoice');
  await desk.invoice(orderId, 1, 2, 'A');
  teller.tell('The invoice of revision 1 was on its way: kept as a fact, and nothing is granted (E32)');
  await caseAbout(client, 'INVOICE_REVISION_MISMATCH', orderId);
  const granted = await codesOf(client, orderId);
  const closed = await client.attempt('reseller', `/v1/orders/${orderId}/cancel`, {
    orderId,
    reason: 'ORDERED_IN_ERROR',
  });
  teller.tell('Cancelling it is refused: it is invoiced', { status: closed.status, codes: granted.length });

  teller.chapter('Two persons');
  const propose = { orderId, creditNo: `CR-${desk.numberOf(orderId)}`, lines: [{ lineNo: 1, net: '0.00' }] };
  await client.send('vendor-operations', `/v1/orders/${orderId}/propose-correction`, {
    ...propose,
    reason: 'BILLED_IN_ERROR',
  });
  const approval = { orderId, proposal: 1 };
  const alone = await client.attempt(
    'vendor-operations',
    `/v1/orders/${orderId}/approve-correction`,
    approval,
  );
  teller.tell('Who proposed the credit note may not approve it', {
    status: alone.status,
    problem: alone.body['title'],
  });
  await client.send('reconciler', `/v1/orders/${orderId}/approve-correction`, approval);
  teller.tell('A second person does: the invoice is corrected to zero');
  await desk.process(orderId, 2);
  await desk.invoice(orderId, 2, 1, 'B');
  const codes = await eventually(async () => {
    const found = await codesOf(client, orderId);
    return found.length === 30 ? found : undefined;
  }, '30 codes issued');
  const explained = await client.query('auditor', `/v1/orders/${orderId}/proration`);
  const supposed = await client.query('auditor', `/v1/orders/${orderId}/proration`, {
    prorationPolicy: 'DAYS@1',
  });
  teller.tell('Revision 2 is billed and granted', {
    codes: codes.length,
    total: explained['total'],
    byDays: supposed['total'],
    recorded: [explained['recorded'], supposed['recorded']],
  });

  const adjusted = await correctPacks(client, teller, desk, orderId);
  const ended = await terminate(client, teller, orderId, codes[0]?.codeId ?? '');
  const { capacity, sum, rows } = await accountOf(client, orderId);
  teller.table('The account of the order (I23)', rows);
  const addsUp =
    ended &&
    adjusted &&
    granted.length === 0 &&
    closed.status === 409 &&
    alone.status === 403 &&
    explained['recorded'] === true &&
    supposed['recorded'] === false &&
    capacity === 30 &&
    sum === capacity;
  teller.tell(addsUp ? 'Everything adds up' : 'Something does not add up', { addsUp, capacity, sum });
  return addsUp;
}

/** The customer was billed for two packs and gets them, then for one again: the codes follow the invoice. */
async function correctPacks(
  client: Client,
  teller: Teller,
  desk: OrderDesk,
  orderId: string,
): Promise<boolean> {
  teller.chapter('The packs');
  const more = await desk.correct(orderId, 2, 'C', { lineNo: 1, net: '4800.00', packs: 2 });
  const added = await eventually(async () => {
    const account = await accountOf(client, orderId);
    return account.sum === 60 && account.rows.every(({ state }) => state === 'ISSUED') ? account : undefined;
  }, '30 more codes');
  teller.tell('A pack more was meant: credited and billed anew, and 30 more codes are issued (I12, I13)', {
    creditNo: more,
    capacity: added.capacity,
  });
  const less = await desk.correct(orderId, 3, 'D', { lineNo: 1, net: '2400.00', packs: 1 });
  const left = await eventually(async () => {
    const account = await accountOf(client, orderId);
    return account.capacity === 30 && account.sum === 30 ? account : undefined;
  }, '30 codes taken back');
  const voided = await eventually(async () => {
    const codes = (await codesOf(client, orderId)).filter(({ state }) => state === 'VOIDED');
    return codes.length === 30 ? codes : undefined;
  }, '30 codes void');
  teller.tell('It was one after all: 30 codes that nobody holds are void, and nothing replaces them (R62)', {
    creditNo: less,
    capacity: left.capacity,
    void: voided.length,
  });
  return added.capacity === 60 && left.capacity === 30;
}

/** The agreement is terminated as of today: its codes end with the day, and an extension would be refused. */
async function terminate(client: Client, teller: Teller, orderId: string, codeId: string): Promise<boolean> {
  teller.chapter('The termination');
  const board = await client.query('vendor-operations', `/v1/orders/${orderId}`);
  const agreementId = String(board['agreementId']);
  const effectiveOn = (await now(client)).slice(0, 10);
  await client.send('vendor-operations', `/v1/agreements/${agreementId}/terminate`, {
    agreementId,
    effectiveOn,
  });
  const shortened = await eventually(async () => {
    const codes = (await codesOf(client, orderId)).filter(({ state }) => state !== 'VOIDED');
    return codes.every(({ expiry }) => expiry.lastDay === effectiveOn) ? codes : undefined;
  }, 'all codes ended with the agreement');
  const history = await historyOf(client, codeId);
  teller.tell('The agreement is terminated: every code ends with that day, and none later (I37)', {
    codes: shortened.length,
    lastDay: effectiveOn,
    history: history.map(({ type }) => type),
  });
  return history.some(({ type }) => type === 'CodeTermShortened');
}

class OrderDesk {
  constructor(
    private readonly client: Client,
    private readonly parties: { readonly enrollmentId: string; readonly resellerId: string },
  ) {}

  numberOf(orderId: string): string {
    return orderId.slice(-8).toUpperCase();
  }

  async place(packs: number): Promise<string> {
    const order = { ...this.parties, salesRegion: 'EMEA', currency: 'EUR' };
    const lines = [{ productKey: 'CP-30', packs, termModel }];
    return String((await this.client.send('reseller', '/v1/orders', { ...order, lines }))['id']);
  }

  async process(orderId: string, revision: number): Promise<void> {
    await this.client.send('vendor-operations', `/v1/orders/${orderId}/process`, {
      orderId,
      revision,
      vendorOrderNo: `V-${this.numberOf(orderId)}`,
      occurredAt: await now(this.client),
    });
  }

  /** One person proposes, another one approves. */
  async correct(orderId: string, proposal: number, series: string, line: object): Promise<string> {
    const creditNo = `CR-${this.numberOf(orderId)}-${series}`;
    const path = `/v1/orders/${orderId}`;
    const wanted = { orderId, creditNo, lines: [line], reason: 'BILLED_IN_ERROR' };
    await this.client.send('vendor-operations', `${path}/propose-correction`, wanted);
    await this.client.send('reconciler', `${path}/approve-correction`, { orderId, proposal });
    return creditNo;
  }

  async invoice(orderId: string, revision: number, packs: number, series: string): Promise<void> {
    await this.client.send('vendor-operations', `/v1/orders/${orderId}/invoice`, {
      ...{ orderId, revision, issuer: 'EOC-DUBLIN', invoiceNo: `INV-${this.numberOf(orderId)}-${series}` },
      invoiceDate: (await now(this.client)).slice(0, 10),
      calendarId: 'DE-NATIONWIDE',
      lines: [lineOf(packs)],
    });
  }
}

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogueDecisions } from '#catalogue/application/index.js';
import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { StoreFailure } from '#event-store/failures.js';
import { type EventStore } from '#event-store/port.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { RecordPersonLeft, RegisterPerson } from '#institutions/contracts/person-commands.js';
import { institutionsDecisions } from '#institutions/application/index.js';
import { commandIdFor } from '#deciding/identity.js';
import { Refusal } from '#kernel/refusal.js';
import {
  AddEnrollment,
  ChangePriceLevel,
  DesignateContact,
  ExtendAgreement,
  RegisterAgreement,
} from '../contracts/agreement-commands.js';
import { ApproveCorrection, ProposeCorrection, RecordInvoice } from '../contracts/invoice-commands.js';
import {
  AmendOrder,
  CancelOrder,
  PlaceOrder,
  RecordOrderProcessed,
  RejectOrder,
} from '../contracts/order-commands.js';
import { Desk } from '../testing/desk.js';

const sealer = {
  seal: () => Promise.resolve('sealed'),
  open: () => Promise.reject(new Error('nobody is looked at here')),
};
let desk: Desk;
let school: Awaited<ReturnType<Desk['school']>>;

beforeEach(async () => {
  desk = await Desk.open([...catalogueDecisions, ...institutionsDecisions(sealer)]);
  school = await desk.school();
});
afterEach(() => desk.close());

const group = () => desk.events(`coterm-${school.enrollmentId}`);
const groupTypes = async () => (await group()).map(({ type }) => type);
const lineOf = async (orderId: string) => {
  const invoiced = (await desk.events(`order-${orderId}`)).find(({ type }) => type === 'OrderInvoiced');
  return { ...(invoiced?.data['lines'] as Record<string, unknown>[] | undefined)?.[0] };
};
const pricesSince = (validFrom: string, validTo: string, unitPrices: Readonly<Record<string, string>>) =>
  Object.entries(unitPrices).map(([level, unitPrice]) => ({
    ...{ productKey: 'CP-30', level: level as 'A', currency: 'EUR', unitPrice, validFrom, validTo },
  }));
const codeOf = (answer: unknown) => (answer instanceof Refusal ? answer.type.code : 'accepted');

const approve = (orderId: string, key: string, proposal = 1) =>
  desk.send(ApproveCorrection, { orderId, proposal }, key, desk.runner(), {
    caller: { kind: 'user', id: 'ops-2', roles: [], institutions: '*' },
    commandId: commandIdFor('ops-2', key),
  });

describe('an invoice on the embedded store', () => {
  it('R51 the group decides first, then the order is invoiced for the term that it gave', async () => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    expect(codeOf(await desk.invoice(orderId, 'INV-1'))).toBe('accepted');
    const [anchor] = await group();
    expect(anchor).toMatchObject({ type: 'AnchorEstablished', data: { orderId, termEnd: '2020-07-31' } });
    const invoiced = (await desk.events(`order-${orderId}`)).at(-1);
    expect(invoiced).toMatchObject({
      type: 'OrderInvoiced',
      data: { matchesRevision: true, total: '4800.00', enrollmentId: school.enrollmentId },
      metadata: {
        priceList: 'VL-2019@1',
        policies: ['FULL_CALENDAR_MONTHS@1', 'first-order-price@1'],
        tzdb: '2025b',
      },
    });
    expect(String(anchor?.position) < String(invoiced?.position)).toBe(true);
    expect(await lineOf(orderId)).toMatchObject({ billableMonths: 12, zone: 'Europe/Berlin' });
  });

  it('R8 R10 a further order of a product has the list of its first order, and the level that it has earned', async () => {
    const first = await desk.order(school.enrollmentId, 'first');
    await desk.invoice(first, 'INV-1');
    const rows = [
      ...pricesSince('2019-07-01', '2020-06-30', { B: '2200.00' }),
      ...pricesSince('2020-07-01', '2021-06-30', { A: '3000.00', B: '2900.00' }),
    ];
    await desk.done(PublishPriceList, { edition: 2, rows }, 'next year');
    const level = { agreementId: school.agreementId, priceLevel: 'B', effectiveFrom: '2020-07-01' } as const;
    await desk.done(ChangePriceLevel, level, 'level B');
    const before = await lineOf(first);
    desk.now = '2020-07-01T09:00:00.000Z';
    const further = await desk.order(school.enrollmentId, 'further');
    const [quoted] = await desk.events(`order-${further}`);
    expect(quoted?.data).toMatchObject({ quote: { priceListId: 'VL-2019@2', net: '366.67' } });
    await desk.invoice(further, 'INV-2');
    expect(await lineOf(further)).toMatchObject({
      unitNet: '2200.00',
      priceLevel: 'B',
      firstOrder: { orderId: first, pricedOn: '2019-08-01' },
    });
    expect((await desk.events(`order-${further}`)).at(-1)?.data).toMatchObject({ priceBasis: 'FIRST_ORDER' });
    expect(await lineOf(first)).toStrictEqual(before);

    await desk.done(ProposeCorrection, { orderId: first, creditNo: 'CR-1' }, 'proposed');
    expect(codeOf(await approve(first, 'approved'))).toBe('accepted');
    const anew = await desk.order(school.enrollmentId, 'anew');
    await desk.invoice(anew, 'INV-3');
    expect(await lineOf(anew)).toMatchObject({ unitNet: '2900.00' });
    expect(await lineOf(anew)).not.toHaveProperty('firstOrder');
    const types = (await desk.events(`firstorders-${school.enrollmentId}`)).map(({ type }) => type);
    expect(types).toStrictEqual(['FirstOrderPriceHeld', 'FirstOrderPriceReleased', 'FirstOrderPriceHeld']);
  });

  it('R8 of first invoices that race, one is the first order of the product', async () => {
    const rows = pricesSince('2019-07-01', '2020-06-30', { B: '2200.00' });
    await desk.done(PublishPriceList, { edition: 2, rows }, 'more levels');
    const orders: string[] = [];
    for (const key of ['a', 'b', 'c']) orders.push(await desk.order(school.enrollmentId, key));
    await Promise.all(orders.map((orderId, n) => desk.invoice(orderId, `INV-${n}`)));
    const lines = await Promise.all(orders.map(lineOf));
    const firsts = orders.filter((_, index) => lines[index]?.['firstOrder'] === undefined);
    expect(firsts).toHaveLength(1);
    for (const line of lines)
      if (line['firstOrder'] !== undefined)
        expect(line['firstOrder']).toStrictEqual({ orderId: firsts[0], pricedOn: '2019-08-01' });
  });

  it('E7 I9 of first invoices that race, one is the anchor and all end with it', async () => {
    const orders: string[] = [];
    for (const key of ['a', 'b', 'c', 'd']) orders.push(await desk.order(school.enrollmentId, key));
    const answers = await Promise.all(orders.map((orderId, n) => desk.invoice(orderId, `INV-${n}`)));
    expect(answers.map(codeOf)).toStrictEqual(orders.map(() => 'accepted'));
    expect((await groupTypes()).sort()).toStrictEqual([
      'AnchorEstablished',
      'FollowOnCoTermed',
      'FollowOnCoTermed',
      'FollowOnCoTermed',
    ]);
    for (const orderId of orders)
      expect(await lineOf(orderId)).toMatchObject({ termEnd: '2020-07-31', billableMonths: 12 });
  });

  it('I6 a number that the issuer has used is refused, and moves no anchor', async () => {
    const [one, two] = [
      await desk.order(school.enrollmentId, 'one'),
      await desk.order(school.enrollmentId, 'two'),
    ];
    const other = await desk.done(
      AddEnrollment,
      { agreementId: school.agreementId, number: 'OTHER' },
      'other',
    );
    const third = await desk.order(other, 'three');
    await desk.invoice(one, 'INV-1');
    for (const orderId of [two, third])
      expect(codeOf(await desk.invoice(orderId, 'INV-1'))).toBe('invoice-number-used');
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished']);
    expect(await desk.events(`coterm-${other}`)).toHaveLength(0);
    expect(codeOf(await desk.invoice(two, 'INV-1', { issuer: 'EOC-RENO' }))).toBe('accepted');
  });

  it('I6 of two orders that race for one number, one gets it', async () => {
    const orders = [
      await desk.order(school.enrollmentId, 'one'),
      await desk.order(school.enrollmentId, 'two'),
    ];
    const answers = await Promise.all(orders.map((orderId) => desk.invoice(orderId, 'INV-1')));
    expect(answers.map(codeOf).sort()).toStrictEqual(['accepted', 'invoice-number-used']);
    // The one that lost is billed again, by a number of its own.
    const loser = orders[answers.findIndex((answer) => answer instanceof Refusal)] ?? '';
    expect(codeOf(await desk.invoice(loser, 'INV-2'))).toBe('accepted');
    expect((await groupTypes()).sort()).toStrictEqual(['AnchorEstablished', 'FollowOnCoTermed']);
  });

  it.each([
    ['E61', { total: '1.00' }, 'invoice-total-differs'],
    ['I6', { lines: [{ lineNo: 1, productKey: 'CP-30', packs: 1 }] }, 'invoice-differs'],
    ['E17', { calendarId: 'NOWHERE' }, 'invoice-calendar-unknown'],
    ['R15', { invoiceDate: '2020-07-01' }, 'no-price'],
    ['E4', { invoiceDate: '2019-08-03' }, 'invoice-in-future'],
  ])('%s a refused invoice leaves no anchor behind: %j', async (_, fields, code) => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    expect(codeOf(await desk.invoice(orderId, 'INV-1', fields))).toBe(code);
    expect(await group()).toHaveLength(0);
  });

  it('E19 after a failure between group and order the same invoice gets the same term', async () => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    const broken = before(desk.store, `order-${orderId}`, () =>
      Promise.reject(new StoreFailure('unavailable', 'down')),
    );
    await expect(desk.invoice(orderId, 'INV-1', {}, desk.runner(broken))).rejects.toThrow('down');
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished']);
    desk.now = '2019-08-01T10:00:00.000Z';
    expect(codeOf(await desk.invoice(orderId, 'INV-1'))).toBe('accepted');
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished']);
    expect(codeOf(await desk.invoice(orderId, 'INV-1'))).toBe('accepted');
    expect(
      (await desk.events(`order-${orderId}`)).filter(({ type }) => type === 'OrderInvoiced'),
    ).toHaveLength(1);
  });

  it('a dry run answers and records nothing, in either stream', async () => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    const fields = { orderId, invoiceDate: '2019-08-01', calendarId: 'DE-NATIONWIDE' };
    const answer = await desk.send(RecordInvoice, fields, 'dry', desk.runner(), { dryRun: true });
    expect(answer).toMatchObject({ dryRun: true, events: ['OrderInvoiced'] });
    expect(await group()).toHaveLength(0);
    expect(await desk.events(`order-${orderId}`)).toHaveLength(2);
  });

  it('E32 an amendment that comes between invoice and log makes it a fact that grants nothing', async () => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    const lines = [{ productKey: 'CP-30', packs: 3, termModel: 'TWELVE_MONTH' as const }];
    const amended = () => desk.done(AmendOrder, { orderId, lines }, 'amend');
    const crossing = desk.runner(before(desk.store, `order-${orderId}`, amended));
    expect(codeOf(await desk.invoice(orderId, 'INV-1', {}, crossing))).toBe('accepted');
    const invoiced = (await desk.events(`order-${orderId}`)).at(-1);
    expect(invoiced?.data).toMatchObject({ revision: 1, matchesRevision: false, total: '4800.00' });
    expect(codeOf(await desk.send(AmendOrder, { orderId }, 'again'))).toBe('order-invoiced');
  });

  it('E8 I9 a rejection that comes between group and order refuses the invoice and takes its anchor back', async () => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    const rejected = () => desk.done(RejectOrder, { orderId }, 'reject');
    const crossing = desk.runner(before(desk.store, `order-${orderId}`, rejected));
    expect(codeOf(await desk.invoice(orderId, 'INV-1', {}, crossing))).toBe('order-rejected');
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished', 'AnchorLapsed']);
    const next = await desk.order(school.enrollmentId, 'next');
    expect(codeOf(await desk.invoice(next, 'INV-2'))).toBe('accepted');
    expect((await group()).at(-1)).toMatchObject({ type: 'AnchorEstablished', data: { orderId: next } });
  });

  it('E33 a cancellation that comes between group and order refuses the invoice and takes its anchor back', async () => {
    const orderId = await desk.order(school.enrollmentId, 'first');
    const cancelled = () => desk.done(CancelOrder, { orderId }, 'cancel');
    const crossing = desk.runner(before(desk.store, `order-${orderId}`, cancelled));
    expect(codeOf(await desk.invoice(orderId, 'INV-1', {}, crossing))).toBe('order-cancelled');
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished', 'AnchorLapsed']);
  });

  it('E8 an anchor corrected to zero lapses; its follow-on keeps its end; the next order anchors anew', async () => {
    const [first, second] = [
      await desk.order(school.enrollmentId, 'a'),
      await desk.order(school.enrollmentId, 'b'),
    ];
    await desk.invoice(first, 'INV-1');
    desk.now = '2019-11-02T09:00:00.000Z';
    await desk.invoice(second, 'INV-2');
    expect(await lineOf(second)).toMatchObject({
      termEnd: '2020-07-31',
      billableMonths: 8,
      expiryBasis: 'ANCHOR',
    });
    await desk.done(ProposeCorrection, { orderId: first }, 'c1');
    expect(codeOf(await desk.send(ApproveCorrection, { orderId: first }, 'c2'))).toBe(
      'correction-needs-second-person',
    );
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished', 'FollowOnCoTermed']);
    expect(codeOf(await approve(first, 'c3'))).toBe('accepted');
    const third = await desk.order(school.enrollmentId, 'c');
    await desk.invoice(third, 'INV-3');
    expect(await groupTypes()).toStrictEqual([
      ...['AnchorEstablished', 'FollowOnCoTermed', 'AnchorLapsed', 'AnchorEstablished'],
    ]);
    expect(await lineOf(second)).toMatchObject({ termEnd: '2020-07-31' });
    expect(await lineOf(third)).toMatchObject({ termEnd: '2020-11-01', billableMonths: 12 });
  });

  it('E10 I36 extending the agreement changes no invoice, and no follow-on outlives its anchor by it', async () => {
    const short = await desk.done(
      RegisterAgreement,
      { number: 'SHORT', institutionId: school.institutionId, end: '2020-03-31', contacts: [] },
      'short',
    );
    const enrollmentId = await desk.done(
      AddEnrollment,
      { agreementId: short, number: 'S1' },
      'short enrollment',
    );
    const [first, second] = [await desk.order(enrollmentId, 'a'), await desk.order(enrollmentId, 'b')];
    await desk.invoice(first, 'INV-1');
    const before = await desk.events(`order-${first}`);
    await desk.done(ExtendAgreement, { agreementId: short, end: '2023-03-31' }, 'extend');
    expect(await desk.events(`order-${first}`)).toStrictEqual(before);
    desk.now = '2019-11-01T09:00:00.000Z';
    await desk.invoice(second, 'INV-2');
    expect(await lineOf(first)).toMatchObject({
      termEnd: '2020-03-31',
      expiryBasis: 'AGREEMENT',
      billableMonths: 8,
    });
    expect(await lineOf(second)).toMatchObject({
      termEnd: '2020-03-31',
      expiryBasis: 'ANCHOR',
      billableMonths: 5,
    });
  });

  it('E32 I6 an invoice of an old revision is taken back and the current one billed: one anchor, a number of its own', async () => {
    const orderId = await desk.order(school.enrollmentId, 'a');
    const requested = [{ productKey: 'CP-30', packs: 1, termModel: 'TWELVE_MONTH' as const }];
    await desk.done(AmendOrder, { orderId, lines: requested }, 'amend');
    expect(codeOf(await desk.invoice(orderId, 'INV-1', { revision: 1 }))).toBe('accepted');
    const lines = [{ lineNo: 1, productKey: 'CP-30', packs: 1 }];
    const rebill = (invoiceNo: string, key: string) =>
      desk.send(
        RecordInvoice,
        { orderId, invoiceNo, invoiceDate: '2019-08-01', calendarId: 'DE-NATIONWIDE', revision: 2, lines },
        key,
      );
    expect(codeOf(await rebill('INV-2', 'too early'))).toBe('order-invoiced');
    await desk.done(ProposeCorrection, { orderId }, 'propose');
    expect(codeOf(await approve(orderId, 'approve'))).toBe('accepted');
    await desk.done(RecordOrderProcessed, { orderId, revision: 2, occurredAt: desk.now }, 'processed again');
    expect(codeOf(await rebill('INV-1', 'same number'))).toBe('invoice-number-used');
    expect(codeOf(await rebill('INV-2', 'rebilled'))).toBe('accepted');
    const invoices = (await desk.events(`order-${orderId}`)).filter(({ type }) => type === 'OrderInvoiced');
    expect(invoices.map(({ data }) => [data['invoiceNo'], data['matchesRevision']])).toEqual([
      ['INV-1', false],
      ['INV-2', true],
    ]);
    expect(await groupTypes()).toStrictEqual(['AnchorEstablished', 'AnchorLapsed', 'AnchorEstablished']);
  });
});

describe('agreements and orders on the embedded store', () => {
  it('a number is registered once, however many ask at the same moment', async () => {
    const numbers = ['new-1', 'NEW-1', 'New-1'];
    const fields = { institutionId: school.institutionId, contacts: [] };
    const answers = await Promise.all(
      numbers.map((number) => desk.send(RegisterAgreement, { ...fields, number }, number)),
    );
    expect(answers.map(codeOf).sort()).toStrictEqual(['accepted', 'agreement-exists', 'agreement-exists']);
  });

  it("an institution's people cannot order for another", async () => {
    const caller = { kind: 'user', id: 'x', roles: [], institutions: [`ins_${'0'.repeat(26)}`] } as const;
    const { enrollmentId } = school;
    const answer = await desk.send(
      PlaceOrder,
      { enrollmentId, resellerId: desk.resellerId },
      'theirs',
      desk.runner(),
      {
        caller,
      },
    );
    expect(codeOf(answer)).toBe('not-found');
  });

  it('R66 a contact must be registered', async () => {
    const fields = { institutionId: school.institutionId, number: 'CONTACTS' };
    expect(codeOf(await desk.send(RegisterAgreement, fields, 'contacts'))).toBe('contact-unknown');
  });

  it('R66 R50 an order and an agreement name people of the institution who have not left; the account manager is not of it', async () => {
    const { enrollmentId, institutionId } = school;
    const other = await desk.done(RegisterInstitution, {}, 'another school');
    const here = await desk.done(RegisterPerson, { institutionId }, 'here');
    const elsewhere = await desk.done(RegisterPerson, { institutionId: other }, 'elsewhere');
    const gone = await desk.done(RegisterPerson, { institutionId }, 'gone');
    await desk.done(RecordPersonLeft, { personRef: gone, effectiveAt: desk.now }, 'left');
    const placed = async (contacts: object) =>
      desk.send(
        PlaceOrder,
        { enrollmentId, resellerId: desk.resellerId, contacts },
        JSON.stringify(contacts),
      );
    expect(codeOf(await placed({ notices: here, online: here }))).toBe('accepted');
    expect(await placed({ online: elsewhere })).toMatchObject({ pointer: '/contacts/online' });
    expect(codeOf(await placed({ online: elsewhere }))).toBe('contact-unknown');
    expect(codeOf(await placed({ notices: gone }))).toBe('contact-unknown');
    expect(codeOf(await placed({ notices: `per_${'0'.repeat(26)}` }))).toBe('contact-unknown');

    const designated = async (role: 'ONLINE' | 'ACCOUNT_MANAGER', personRef: string) => {
      const { agreementId } = school;
      const contact = { role, personRef };
      return codeOf(await desk.send(DesignateContact, { agreementId, contact }, JSON.stringify(contact)));
    };
    expect(await designated('ONLINE', here)).toBe('accepted');
    expect(await designated('ONLINE', elsewhere)).toBe('contact-unknown');
    expect(await designated('ONLINE', gone)).toBe('contact-unknown');
    expect(await designated('ACCOUNT_MANAGER', elsewhere)).toBe('accepted');
  });
});

/** Lets something happen before the first append to a stream. */
function before(store: EventStore, stream: string, happen: () => Promise<unknown>): EventStore {
  let happened = false;
  return {
    append: async (to, ...rest) => {
      if (to === stream && !happened) {
        happened = true;
        await happen();
      }
      return store.append(to, ...rest);
    },
    readStream: (...asked) => store.readStream(...asked),
    readAll: (...asked) => store.readAll(...asked),
    subscribe: (...asked) => store.subscribe(...asked),
    head: () => store.head(),
    close: () => store.close(),
  };
}

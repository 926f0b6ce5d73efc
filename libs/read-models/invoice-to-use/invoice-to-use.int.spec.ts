import { expect, it } from '@jest/globals';
import {
  CodeAssigned,
  CodeForfeited,
  CodeRedeemed,
  CodeReserved,
  CodeVoided,
  CodeVoidFailed,
  CorrectionRecorded,
} from '#entitlement/contracts/code-events.js';
import { InvoiceCorrected } from '#ordering/contracts/invoice-events.js';
import { naturalId } from '#kernel/ids.js';
import { SitePackAdjusted } from '#site-packs/contracts/pack-events.js';
import { ExamDrawn, SeatForfeited } from '#site-packs/contracts/unit-events.js';
import { describeModels } from '../testing/describe-models.js';
import { grantedBy, invoice, invoicedLine } from '../testing/invoices.js';
import { codeId, ids, orderId, record } from '../testing/ledger-events.js';
import { grant, issue } from '../testing/orders.js';
import { type LineFilter, listInvoiceLines } from './lines.js';
import { invoiceToUseModel } from './projector.js';
import { listBudget, listSavings } from './sums.js';
import { listUses, type UsesAsked } from './uses.js';

describeModels('from invoice to use', invoiceToUseModel, (models) => {
  const now = '2020-06-01T00:00:00.000Z';
  const afterTheEnd = '2021-03-01T23:00:00.000Z';
  const everything = { institutions: '*', limit: 50, now } as const;
  const code = (n: number) => `code-${codeId(n)}`;

  const redeem = (n: number, key: string) =>
    record(models.store, code(n), CodeRedeemed, {
      ...{ codeId: codeId(n), provider: 'PEARSON_VUE', registrationKey: key, examCode: '70-480' },
      ...{ family: 'MCSA', occurredAt: '2020-05-01T08:00:00.000Z', occurredZone: 'Europe/Berlin' },
      ...{ zoneConfidence: 'STATED', reportedAt: '2020-05-02T00:00:00.000Z', late: false },
      ...{ crossRegion: false, passed: true, personRef: ids.person },
    } as const);
  const line = async (filter: LineFilter, after?: string, at = now) =>
    (await listInvoiceLines(models.reads, { ...everything, now: at, filter, after })).items[0];
  const used = async (filter: NonNullable<UsesAsked['filter']>, after?: string, at = now) =>
    (await listUses(models.reads, { ...everything, now: at, filter, after })).items;

  it('R7 walks from the invoice line to the exam and back', async () => {
    const { store } = models;
    await invoice(store, 1);
    await grant(store, 1, 3, { id: grantedBy(1) });
    for (const n of [1, 2, 3]) await issue(store, grantedBy(1), n, n);
    await record(store, code(1), CodeAssigned, {
      ...{ codeId: codeId(1), personRef: ids.person, role: 'STUDENT' as const },
    });
    const booking = {
      codeId: codeId(2),
      provider: 'PEARSON_VUE',
      bookingKey: 'B-2',
      examCode: '70-483',
    } as const;
    const exam = { examAt: '2020-07-01T08:00:00.000Z', examZone: 'Europe/Berlin' };
    await record(store, code(2), CodeReserved, { ...booking, ...exam, bookedAt: now });
    const after = await redeem(1, 'REG-1');
    const paid = {
      ...{ issuer: 'EOC', invoiceNo: 'INV-1', lineNo: 1, orderId: orderId(1), entitlementId: grantedBy(1) },
      ...{ productKey: 'CP-30', agreementId: ids.agreement, invoiceDate: '2020-03-02' },
    };
    const sat = {
      ...{ kind: 'CODE', codeId: codeId(1), slot: 1, state: 'REDEEMED', registrationKey: 'REG-1' },
      ...{ examCode: '70-480', family: 'MCSA', passed: true, personRef: ids.person, late: false },
      ...{ occurredAt: '2020-05-01T08:00:00.000Z', reportedAt: '2020-05-02T00:00:00.000Z' },
    };
    const all = await used({ invoiceNo: 'INV-1' }, after);
    expect(all.map(({ state }) => state).toSorted()).toEqual(['BOOKED', 'OPEN', 'REDEEMED']);
    expect(all).toContainEqual(expect.objectContaining({ ...paid, ...sat }));
    for (const filter of [
      ...[{ registrationKey: 'REG-1' }, { codeId: codeId(1) }, { personRef: ids.person }],
      ...[{ states: ['REDEEMED' as const] }, { orderId: orderId(1), examCode: '70-480' }],
    ])
      expect(await used(filter)).toEqual([expect.objectContaining({ ...paid, ...sat })]);
    expect(await used({ registrationKey: 'B-2' })).toMatchObject([{ state: 'BOOKED', examCode: '70-483' }]);
    expect((await used({}, undefined, afterTheEnd)).map(({ state }) => state).toSorted()).toEqual([
      ...['EXPIRED', 'EXPIRED', 'REDEEMED'],
    ]);
  });

  it('E61 shares the net of a line between what is used, wasted and open, to the cent', async () => {
    expect(await line({ invoiceNo: 'INV-1' })).toMatchObject({
      ...{ usedUnits: 1, wastedUnits: 0, openUnits: 2 },
      ...{ net: '100.00', usedValue: '33.33', wastedValue: '0.00', openValue: '66.67' },
    });
    const forfeited = { codeId: codeId(2), bookingKey: 'B-2', cause: 'NO_SHOW' as const };
    const occurredAt = '2020-07-01T08:00:00.000Z';
    const after = await record(models.store, code(2), CodeForfeited, {
      ...forfeited,
      occurredAt,
      late: false,
    });
    expect(await line({ invoiceNo: 'INV-1' }, after)).toMatchObject({
      ...{ usedUnits: 1, wastedUnits: 1, openUnits: 1 },
      ...{ usedValue: '33.33', wastedValue: '33.33', openValue: '33.34' },
    });
  });

  it('I17 counts as wasted what the clock has ended, without any sweep', async () => {
    expect(await line({ invoiceNo: 'INV-1' }, undefined, afterTheEnd)).toMatchObject({
      ...{ usedUnits: 1, wastedUnits: 2, openUnits: 0, expiresAt: afterTheEnd },
      ...{ usedValue: '33.33', wastedValue: '66.67', openValue: '0.00' },
    });
  });

  it('E54 counts a use that beat its void, and takes back what a case has reversed', async () => {
    const { store } = models;
    const void3 = { codeId: codeId(3), cause: 'COMPROMISED' as const };
    const voidedAt = '2020-06-01T00:00:00.000Z';
    await record(store, code(3), CodeVoided, { ...void3, providerConfirmed: false, voidedAt });
    await record(store, code(3), CodeVoidFailed, { ...void3, usedAt: '2020-05-01T08:00:00.000Z' });
    let after = await redeem(3, 'REG-3');
    expect(await line({ invoiceNo: 'INV-1' }, after)).toMatchObject({ usedUnits: 2, openUnits: 0 });
    after = await record(store, code(3), CorrectionRecorded, {
      ...{ codeId: codeId(3), caseId: naturalId('cas', 1), reversed: 'REDEEMED' as const },
      ...{ key: 'REG-3', usedAt: '2020-05-01T08:00:00.000Z' },
    });
    expect(await line({ invoiceNo: 'INV-1' }, after)).toMatchObject({ usedUnits: 1, openUnits: 1 });
    expect(await used({ codeId: codeId(3) })).toMatchObject([{ state: 'OPEN', registrationKey: null }]);
  });

  it('R7 shows list, net and saving per line, flags what lies outside 20 to 80 percent, and follows a credit', async () => {
    const { store } = models;
    const dear = { ...invoicedLine, net: '95.00', referenceNet: '100.00' };
    const { referenceNet: _, ...alone } = invoicedLine;
    const single = { ...dear, productKey: 'MCP-1', packSize: 1, net: '100.00', lineNo: 3 };
    await invoice(store, 2, { lines: [dear, { ...alone, lineNo: 2 }, single], invoiceDate: '2020-04-01' });
    const corrected = {
      ...{ orderId: orderId(2), issuer: 'EOC', invoiceNo: 'INV-2', creditNo: 'CR-2', toZero: false },
      ...{ reason: 'WRONG_PRICE', approvedBy: 'second', total: '175.00' },
    };
    expect(await line({ outsideStatedRange: true })).toBeUndefined();
    let after = await record(store, 'order-x', InvoiceCorrected, {
      ...corrected,
      lines: [{ lineNo: 1, from: '95.00', to: '94.00' }],
    });
    expect(await line({ outsideStatedRange: true }, after)).toMatchObject({
      ...{ invoiceNo: 'INV-2', referenceNet: '100.00', invoicedNet: '95.00', net: '94.00' },
      ...{ creditNo: 'CR-2', savingPercent: 6 },
    });
    expect(await line({ orderId: orderId(1) })).toMatchObject({
      savingPercent: 50,
      outsideStatedRange: false,
    });
    after = await record(store, 'order-x', InvoiceCorrected, {
      ...corrected,
      lines: [{ lineNo: 1, from: '94.00', to: '0.00' }],
    });
    expect(await line({ outsideStatedRange: true }, after)).toBeUndefined();
    const both = await listInvoiceLines(models.reads, { ...everything, filter: { invoiceNo: 'INV-2' } });
    expect(both.items).toMatchObject([
      // Its own reference (R7).
      { lineNo: 3, referenceNet: '100.00', savingPercent: 0, outsideStatedRange: false },
      { lineNo: 2, referenceNet: null, savingPercent: null },
      { lineNo: 1, net: '0.00', savingPercent: null, usedValue: '0.00' },
    ]);
  });

  it('R7 adds up budget and savings by currency, and never two of them', async () => {
    const { store } = models;
    const yen = { ...invoicedLine, net: '1000', referenceNet: '3000' };
    const after = await invoice(store, 3, { lines: [yen], currency: 'JPY', invoiceDate: '2019-12-31' });
    const budget = await listBudget(models.reads, { ...everything, after });
    const sums = { institutionId: ids.institution, agreementId: ids.agreement };
    expect(budget.items).toEqual([
      {
        ...{ ...sums, period: '2019', currency: 'JPY', lines: 1, invoicedNet: '1000', net: '1000' },
        ...{ usedValue: '0', wastedValue: '0', openValue: '1000', referenceNet: '3000' },
        ...{ comparedNet: '1000', savingPercent: 66, linesOutside: 0 },
      },
      {
        ...{ ...sums, period: '2020', currency: 'EUR', lines: 4, invoicedNet: '395.00', net: '300.00' },
        ...{ usedValue: '33.33', wastedValue: '33.33', openValue: '233.34', referenceNet: '300.00' },
        ...{ comparedNet: '200.00', savingPercent: 33, linesOutside: 0 },
      },
    ]);
    const months = await listSavings(models.reads, {
      ...everything,
      period: 'MONTH',
      filter: { currency: 'EUR' },
    });
    expect(
      months.items.map(({ productKey, priceLevel, period, net }) => [productKey, priceLevel, period, net]),
    ).toEqual([
      ['CP-30', 'A', '2020-03', '100.00'],
      ['CP-30', 'A', '2020-04', '100.00'],
      ['MCP-1', 'A', '2020-04', '100.00'],
    ]);
    const first = await listBudget(models.reads, { ...everything, limit: 1 });
    const second = await listBudget(models.reads, { ...everything, limit: 1, cursor: first.next });
    expect([...first.items, ...second.items]).toEqual(budget.items);
  });

  it('E49 E65 follows the exams and the lost seats of a site pack, and never spends more than was paid', async () => {
    const { store } = models;
    const pack = { ...invoicedLine, productKey: 'SP-125-MOS', packSize: 2, fulfilment: 'BALANCE' as const };
    await invoice(store, 4, { lines: [pack], invoiceDate: '2020-03-03' });
    await grant(store, 4, 2, { id: grantedBy(4) });
    const stream = `sitepack-${grantedBy(4)}`;
    const draw = (drawKey: string) =>
      record(store, stream, ExamDrawn, {
        ...{
          entitlementId: grantedBy(4),
          drawKey,
          fromReservation: false,
          examCode: 'MO-100',
          family: 'MOS',
        },
        ...{ occurredAt: '2020-05-01T08:00:00.000Z', occurredZone: 'UTC', zoneConfidence: 'STATED' },
        ...{ reportedAt: '2020-05-02T00:00:00.000Z', late: false, allocation: 'DRAW_ORDER', remarks: [] },
      } as const);
    await draw('D-1');
    const seats = { entitlementId: grantedBy(4), sessionId: 'S-1', count: 1, late: false };
    let after = await record(store, stream, SeatForfeited, seats);
    expect(await line({ orderId: orderId(4) }, after)).toMatchObject({
      ...{ usedUnits: 1, wastedUnits: 1, usedValue: '50.00', wastedValue: '50.00', openValue: '0.00' },
    });
    await draw('D-2');
    after = await draw('D-3');
    expect(await line({ orderId: orderId(4) }, after)).toMatchObject({ usedUnits: 2, usedValue: '100.00' });
    expect(
      (await used({ orderId: orderId(4) })).map(({ kind, registrationKey }) => [kind, registrationKey]),
    ).toEqual([
      ['DRAW', 'D-1'],
      ['DRAW', 'D-2'],
      ['DRAW', 'D-3'],
      ['SEATS', null],
    ]);
    after = await record(store, stream, SitePackAdjusted, {
      ...{ entitlementId: grantedBy(4), units: 2, cause: 'EXAM_NOT_STARTED' as const },
      ...{ caseId: naturalId('cas', 2), approvedBy: 'second' },
    });
    expect(await line({ orderId: orderId(4) }, after)).toMatchObject({ usedUnits: 3, usedValue: '75.00' });
  });

  it('shows an institution its own only', async () => {
    const institutionId = ids.otherInstitution;
    const after = await invoice(models.store, 9, { institutionId });
    const other = { ...everything, after, institutions: [institutionId] };
    expect((await listInvoiceLines(models.reads, other)).items.map(({ invoiceNo }) => invoiceNo)).toEqual([
      'INV-9',
    ]);
    expect((await listBudget(models.reads, other)).items).toMatchObject([{ institutionId, lines: 1 }]);
    expect((await listSavings(models.reads, other)).items).toMatchObject([{ lines: 1 }]);
    expect((await listUses(models.reads, { ...other, filter: { invoiceNo: 'INV-1' } })).items).toEqual([]);
  });
});

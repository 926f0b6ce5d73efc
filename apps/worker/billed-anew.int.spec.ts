import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { caseIdOf } from '#fulfilment/domain/reconciliation-case.js';
import { ApproveDecision, ProposeDecision } from '#fulfilment/contracts/case-work.js';
import { ApproveCorrection, ProposeCorrection, RecordInvoice } from '#ordering/contracts/invoice-commands.js';
import { AmendOrder, PlaceOrder, RecordOrderProcessed } from '#ordering/contracts/order-commands.js';
import { listHistory } from '#read-models/history/query.js';
import { school } from './testing/school.js';
import { openWorkingLedger, type WorkingLedger } from './testing/working-ledger.js';

describe('an invoice of an amended revision that two persons have granted as it is', () => {
  let ledger: WorkingLedger;
  beforeAll(async () => {
    ledger = await openWorkingLedger();
    await ledger.listExam('70-480');
    await ledger.start();
  }, 60_000);
  afterAll(() => ledger.close());

  it('E32 I13 I36 R8 is taken back, and billed anew it grants, delivers and counts what the new invoice says', async () => {
    const { institutionId, agreementId, enrollmentId, resellerId } = await school(ledger);
    const packs = (count: number) => [
      { productKey: 'CP-30', packs: count, termModel: 'TWELVE_MONTH' as const },
    ];
    const place = { enrollmentId, resellerId, salesRegion: 'EMEA', currency: 'EUR' };
    const { id: orderId } = await ledger.does(PlaceOrder, { ...place, lines: packs(1) });
    const occurredAt = ledger.ledger.clock.now();
    const processed = (revision: number) =>
      ledger.does(RecordOrderProcessed, { orderId, revision, occurredAt, vendorOrderNo: `V-${revision}` });
    const invoice = (revision: number) =>
      ledger.does(RecordInvoice, {
        ...{ orderId, revision, issuer: 'EOC-DUBLIN', invoiceNo: `INV-${revision}` },
        ...{ invoiceDate: occurredAt.slice(0, 10), calendarId: 'DE-NATIONWIDE' },
        lines: [{ lineNo: 1, productKey: 'CP-30', packs: revision }],
      });
    await processed(1);
    await ledger.does(AmendOrder, { orderId, lines: packs(2), reason: 'CUSTOMER_REQUEST' });
    await invoice(1);
    await ledger.happened('CaseOpened');
    const caseId = caseIdOf('INVOICE_REVISION_MISMATCH', orderId);
    await ledger.does(ProposeDecision, { caseId, decision: 'GRANT_AS_INVOICED' }, 'ann');
    await ledger.does(ApproveDecision, { caseId, proposal: 1 }, 'bob');
    await ledger.happened('OrderFulfilled');
    expect(await ledger.happened('PointsEarned')).toMatchObject([{ data: { invoiceNo: 'INV-1' } }]);

    const lines = [{ lineNo: 1, net: '0.00', packs: 0 }];
    const credit = { orderId, creditNo: 'CR-1', lines, reason: 'BILLED_IN_ERROR' as const };
    await ledger.does(ProposeCorrection, credit, 'ann');
    await ledger.does(ApproveCorrection, { orderId, proposal: 1 }, 'bob');
    await ledger.happened('CodesWithdrawn');
    await ledger.happened('CodeVoided', 30);
    await processed(2);
    await invoice(2);
    const completed = await ledger.happened('IssuanceCompleted', 2);
    const second = entitlementIdOf(orderId, 1, 2);
    expect(completed.at(-1)?.data).toMatchObject({ entitlementId: second, count: 60 });
    const issued = (await ledger.events('CodeIssued')).filter(({ data }) => data['entitlementId'] === second);
    expect(issued).toHaveLength(60);
    const [fulfilled] = (await ledger.happened('OrderFulfilled', 2)).slice(-1);
    expect(fulfilled?.data).toMatchObject({ orderId, invoiceNo: 'INV-2' });
    const met = await ledger.happened('SlaMet');
    expect(met.map(({ data }) => data['subject'])).toContain(second);

    // Points are found by their agreement and by their stream, as soon as a reader waits for them.
    const counted = await ledger.happened('PointsTakenBack');
    const after = counted.at(-1)?.position;
    for (const filter of [{ thing: agreementId }, { stream: `points-${agreementId}` }]) {
      const types = ['PointsEarned', 'PointsTakenBack'];
      const asked = { institutions: [institutionId], limit: 50, after, filter: { ...filter, types } };
      const { items } = await listHistory(ledger.ledger.reads, asked);
      expect(items.slice(0, 2).map(({ type }) => type)).toStrictEqual(types);
    }

    // What it granted is adjusted by its own credit notes.
    const less = [{ lineNo: 1, net: '1.00', packs: 1 }];
    await ledger.does(ProposeCorrection, { ...credit, creditNo: 'CR-2', lines: less }, 'ann');
    await ledger.does(ApproveCorrection, { orderId, proposal: 2 }, 'bob');
    const adjusted = await ledger.happened('EntitlementAdjusted', 2);
    expect(adjusted.at(-1)?.data).toMatchObject({ entitlementId: second, invoiceNo: 'INV-2', units: -30 });
  }, 60_000);
});

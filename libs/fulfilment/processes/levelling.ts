import { messageOf } from '#messages/command.js';
import { InvoiceCorrected, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { CountPoints, RaisePriceLevel, RecountPoints } from '#ordering/contracts/points-commands.js';
import { PriceLevelReached } from '#ordering/contracts/points-events.js';
import { caseFacts } from '../contracts/case-facts.js';
import { CaseResolved } from '../contracts/cases.js';
import { type Process, processNamed, send } from '#processing/process.js';

/**
 * Counts the points of invoices per year of the agreement, and raises its price level from the day after the invoice
 * that has reached it (R8); of a corrected one counts what is left. An invoice of a revision that was amended granted
 * nothing and counts nothing, unless two persons grant it (E32).
 */
export const levelling: Process = processNamed('levelling')
  .when(OrderInvoiced, ({ data: { agreementId, orderId, issuer, invoiceNo, matchesRevision } }) =>
    matchesRevision ? [send(messageOf(CountPoints, { agreementId, orderId, issuer, invoiceNo }))] : [],
  )
  .when(InvoiceCorrected, async ({ data: { orderId, issuer, invoiceNo }, metadata }, look) => {
    const { placed } = await look.at(orderFacts, orderId);
    if (placed === undefined) return [];
    const { agreementId } = placed;
    const correctedAt = metadata.occurredAt;
    return [send(messageOf(RecountPoints, { agreementId, orderId, issuer, invoiceNo, correctedAt }))];
  })
  .when(CaseResolved, async ({ data: { caseId, decision }, metadata }, look) => {
    if (decision !== 'GRANT_AS_INVOICED') return [];
    const { key = '' } = await look.at(caseFacts, caseId);
    const { invoiced } = await look.at(orderFacts, key);
    if (invoiced === undefined) return [];
    const { agreementId, orderId, issuer, invoiceNo } = invoiced;
    const decidedAt = metadata.occurredAt;
    return [send(messageOf(CountPoints, { agreementId, orderId, issuer, invoiceNo, decidedAt }))];
  })
  .when(PriceLevelReached, ({ data: { agreementId, priceLevel, effectiveFrom, agreementYear, points } }) => [
    send(messageOf(RaisePriceLevel, { agreementId, priceLevel, effectiveFrom, agreementYear, points })),
  ]);

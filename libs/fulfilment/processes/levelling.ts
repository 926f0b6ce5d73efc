import { messageOf } from '#messages/command.js';
import { InvoiceCorrected, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { CountPoints, RaisePriceLevel, TakeBackPoints } from '#ordering/contracts/points-commands.js';
import { PriceLevelReached } from '#ordering/contracts/points-events.js';
import { type Process, processNamed, send } from '#processing/process.js';

/**
 * Counts the points of invoices per year of the agreement, and raises its price level from the day after the invoice
 * that has reached it (R8). An invoice of a revision that was amended granted nothing and counts nothing (E32).
 */
export const levelling: Process = processNamed('levelling')
  .when(OrderInvoiced, ({ data: { agreementId, orderId, issuer, invoiceNo, matchesRevision } }) =>
    matchesRevision ? [send(messageOf(CountPoints, { agreementId, orderId, issuer, invoiceNo }))] : [],
  )
  .when(InvoiceCorrected, async ({ data: { orderId, issuer, invoiceNo, toZero } }, look) => {
    const { placed } = await look.at(orderFacts, orderId);
    if (!toZero || placed === undefined) return [];
    const { agreementId } = placed;
    return [send(messageOf(TakeBackPoints, { agreementId, orderId, issuer, invoiceNo }))];
  })
  .when(PriceLevelReached, ({ data: { agreementId, priceLevel, effectiveFrom, agreementYear, points } }) => [
    send(messageOf(RaisePriceLevel, { agreementId, priceLevel, effectiveFrom, agreementYear, points })),
  ]);

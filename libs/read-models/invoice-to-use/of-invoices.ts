import {
  EntitlementAdjusted,
  EntitlementGranted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { currencyDigits } from '#kernel/currencies.js';
import { money, multiplyMoney } from '#kernel/money.js';
import { InvoiceCorrected, type InvoicedLine, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { savingOf } from '#ordering/contracts/savings.js';
import { on, type ProjectedEvent, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { SitePackAdjusted, SitePackCorrected } from '#site-packs/contracts/pack-events.js';
import { entitlements, lines } from './tables.js';

type LineRow = RowOf<typeof lines>;

/** Of what is billed now: a line that was credited to nothing has saved nothing (R7). */
function compared(
  net: string,
  referenceNet: string | null,
  { currency, packSize }: Pick<LineRow, 'currency' | 'packSize'>,
): Pick<LineRow, 'savingPercent' | 'outsideStatedRange'> {
  const saving =
    referenceNet === null || Number(net) === 0
      ? undefined
      : savingOf({ referenceNet, net, packSize }, currency);
  return {
    savingPercent: saving?.percent ?? null,
    outsideStatedRange: saving?.outsideStatedRange ?? false,
  };
}

/** Exact: a reference is a whole number of vouchers at one price. */
const times = (amount: string | null, numerator: number, currency: string, denominator = 1): string | null =>
  amount === null ? null : multiplyMoney(money(amount, currency), { numerator, denominator }).amount;

function billed(event: ProjectedEvent<OrderInvoiced>, line: InvoicedLine): LineRow {
  const { issuer, invoiceNo, invoiceDate, orderId, enrollmentId, agreementId, resellerId } = event.data;
  const { currency, matchesRevision, billing } = event.data;
  const { lineNo, productKey, fulfilment, provider = null, packs, packSize, net } = line;
  const { termStart, termEnd, billableMonths, priceLevel, priceListId } = line;
  const { approvalRef = null, referenceNet = null } = line;
  return {
    institutionId: tenantOf(event),
    ...{ issuer, invoiceNo, lineNo, invoiceDate, orderId, enrollmentId, agreementId, resellerId },
    entitlementId: entitlementIdOf(orderId, lineNo, billing),
    ...{ productKey, fulfilment, provider, packs, packSize, capacity: packs * packSize },
    ...{ termStart, termEnd, billableMonths, priceLevel, priceListId, approvalRef, matchesRevision },
    ...{ currency, digits: currencyDigits(currency), invoicedNet: net, net, creditNo: null },
    ...{ referenceNet, packReference: times(referenceNet, 1, currency, packs) },
    ...compared(net, referenceNet, { currency, packSize }),
  };
}

/** What was billed, what is left of it, and what it granted. */
export const ofInvoices = [
  on(OrderInvoiced, (event, write) => {
    for (const line of event.data.lines) write.put(lines, billed(event, line));
  }),
  on(InvoiceCorrected, ({ data: { issuer, invoiceNo, creditNo, lines: corrected } }, write) => {
    for (const { lineNo, to: net, packs: change } of corrected) {
      write.update(lines, { issuer, invoiceNo, lineNo }, (row) => {
        const packs = change?.to ?? row.packs;
        const referenceNet = times(row.packReference, packs, row.currency);
        const of = { packs, capacity: packs * row.packSize, referenceNet };
        return { ...row, ...of, net, creditNo, ...compared(net, referenceNet, row) };
      });
    }
  }),
  on(EntitlementGranted, (event, write) => {
    const { entitlementId, fulfilment, capacity, expiresAt, zone } = event.data;
    // Where access alone was bought, having it is the use.
    const used = fulfilment === 'ACCESS' ? capacity : 0;
    const row = { entitlementId, fulfilment, capacity, expiresAt, zone, used, forfeited: 0 };
    write.put(entitlements, { institutionId: tenantOf(event), ...row });
  }),
  on(EntitlementTermShortened, ({ data: { entitlementId, expiresAt } }, write) =>
    write.update(entitlements, { entitlementId }, (row) => ({ ...row, expiresAt })),
  ),
  // The balance of a site pack follows by an event of its own, as far as it can.
  on(EntitlementAdjusted, ({ data: { entitlementId, fulfilment, units } }, write) =>
    write.update(entitlements, { entitlementId }, (row) => ({
      ...row,
      capacity: row.capacity + (fulfilment === 'BALANCE' ? 0 : units),
    })),
  ),
  on(SitePackCorrected, ({ data: { entitlementId, units } }, write) =>
    write.update(entitlements, { entitlementId }, (row) => ({ ...row, capacity: row.capacity + units })),
  ),
  on(SitePackAdjusted, ({ data: { entitlementId, units } }, write) =>
    write.update(entitlements, { entitlementId }, (row) => ({ ...row, capacity: row.capacity + units })),
  ),
];

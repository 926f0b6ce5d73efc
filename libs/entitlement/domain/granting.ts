import { expiryInstant, localDateAt, plusDays, startOfDay } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { earliestEnd, twelveMonthTerm } from '#kernel/term.js';
import { type GrantEntitlement } from '../contracts/entitlement-commands.js';
import { entitlementIdOf } from '../contracts/entitlement-id.js';
import { EntitlementGranted } from '../contracts/entitlement-events.js';
import { maxCapacity } from '../contracts/vocabulary.js';
import { type Entitlement, type EntitlementEvent } from './entitlement.js';
import { GrantDiffers, InvoiceInFuture, TermOver, TooManyCodes } from './entitlement-refusals.js';

/** Frozen at the invoice: neither a longer agreement nor newer zone data changes it (I8, I36, E10, E14). */
export const grantEntitlement: Decision<GrantEntitlement, Entitlement, EntitlementEvent> = (
  command,
  state,
  { now, tzdb },
) => {
  if (state !== undefined) return isSameGrant(state.terms, command) ? [] : GrantDiffers();
  const { invoiceDate, agreementEnd, anchorEnd, packs, packSize, fulfilment, zone } = command;
  // The furthest zone is 14 hours ahead of UTC: there it may already be the next day.
  if (invoiceDate > plusDays(localDateAt(now, 'UTC'), 1)) return InvoiceInFuture();
  const { end, basis } = earliestEnd({
    agreementEnd,
    anchorEnd,
    twelveMonthEnd: twelveMonthTerm(invoiceDate),
  });
  if (end < invoiceDate) return TermOver({ termEnd: end, invoiceDate });
  const capacity = packs * packSize;
  if (fulfilment === 'CODES' && capacity > maxCapacity) return TooManyCodes({ capacity });
  const { agreementEnd: _, anchorEnd: __, invoiceDate: ___, billing, ...copied } = command;
  const granted = {
    ...copied,
    entitlementId: entitlementIdOf(command.orderId, command.lineNo, billing),
    capacity,
    termStart: invoiceDate,
    termEnd: end,
    activeFrom: startOfDay(invoiceDate, zone),
    expiresAt: expiryInstant(end, zone),
    expiryBasis: basis,
    tzdbVersion: tzdb,
  };
  return [event(EntitlementGranted, granted, { basis: { policies: [expiryPolicy] } })];
};

/** Policy 3: the earliest of agreement end, anchor end and twelve months. */
const expiryPolicy = 'expiry-earliest-of-three@1';

/** A repeat may know a later end of the agreement: that changes nothing (I36). */
const isSameGrant = (
  terms: EntitlementGranted,
  { invoiceNo, productKey, packs, packSize }: GrantEntitlement,
): boolean =>
  terms.invoiceNo === invoiceNo &&
  terms.productKey === productKey &&
  terms.packs === packs &&
  terms.packSize === packSize;

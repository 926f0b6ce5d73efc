import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import {
  type HoldFirstOrderPrices,
  type ReleaseFirstOrderPrices,
} from '../contracts/first-order-commands.js';
import { FirstOrderPriceHeld, FirstOrderPriceReleased } from '../contracts/first-order-events.js';
import { hasBegun } from './invoice-dates.js';
import { InvoiceInFuture } from './invoice-refusals.js';

/*
 * The clause of the Enrollment for Education Solutions: products that were not on a first order are priced from the
 * list of the invoice's day, further licences of a product from the list of its first order. The list holds, not the
 * level: what volume has earned meanwhile counts (R8). It holds for the licensed period of the first order.
 */

export type FirstOrderEvent = EventOf<typeof FirstOrderPriceHeld | typeof FirstOrderPriceReleased>;

/** The order whose price list holds for a product. */
export interface FirstOrder {
  readonly orderId: string;
  readonly pricedOn: CalendarDate;
  readonly heldUntil?: CalendarDate | undefined;
}

export interface FirstOrders {
  readonly institutionId?: string;
  /** By product key, oldest first: one for each licensed period in which the product was ordered. */
  readonly held: ReadonlyMap<string, readonly FirstOrder[]>;
}

export const firstOrdersFold: Fold<FirstOrders, FirstOrderEvent> = {
  initial: { held: new Map() },
  evolve({ institutionId, held }, { type, data }) {
    const orders = held.get(data.productKey) ?? [];
    if (type === 'FirstOrderPriceHeld')
      return {
        institutionId: data.institutionId,
        held: new Map([...held, [data.productKey, [...orders, data]]]),
      };
    const left = orders.filter(({ orderId }) => orderId !== data.orderId);
    const known = institutionId === undefined ? {} : { institutionId };
    return { ...known, held: new Map([...held, [data.productKey, left]]) };
  },
};

/** The order of the product that came first, when an invoice of that day is of a further one. */
export const firstOrderFor = (
  { held }: FirstOrders,
  productKey: string,
  orderId: string,
  invoiceDate: CalendarDate,
): FirstOrder | undefined =>
  held
    .get(productKey)
    ?.find(
      (first) => first.orderId !== orderId && first.pricedOn <= invoiceDate && covers(first, invoiceDate),
    );

const covers = ({ heldUntil }: FirstOrder, date: CalendarDate): boolean =>
  heldUntil === undefined || date <= heldUntil;

export interface HoldingFacts {
  readonly institutionId: string;
  readonly agreementEnd: CalendarDate | undefined;
}

/**
 * Decides before the invoice is recorded, because its prices depend on it. Doing it again for the same day changes
 * nothing; for another day, the invoice of the first attempt was never recorded.
 */
export const holdFirstOrderPrices: Decision<
  HoldFirstOrderPrices,
  FirstOrders,
  FirstOrderEvent,
  HoldingFacts
> = (command, state, { now, facts: { institutionId, agreementEnd } }) => {
  const { enrollmentId, orderId, issuer, invoiceNo, invoiceDate: pricedOn, productKeys } = command;
  if (!hasBegun(pricedOn, now)) return InvoiceInFuture({ invoiceDate: pricedOn });
  return productKeys.flatMap((productKey): readonly FirstOrderEvent[] => {
    const own = state.held.get(productKey)?.find((first) => first.orderId === orderId);
    if (own?.pricedOn === pricedOn) return [];
    const gone = own === undefined ? [] : [released(enrollmentId, productKey, orderId, 'NEVER_INVOICED')];
    if (firstOrderFor(state, productKey, orderId, pricedOn) !== undefined) return gone;
    const invoice = { orderId, issuer, invoiceNo, pricedOn };
    const until = agreementEnd === undefined ? {} : { heldUntil: agreementEnd };
    return [
      ...gone,
      event(FirstOrderPriceHeld, { enrollmentId, institutionId, productKey, ...invoice, ...until }),
    ];
  });
};

export const releaseFirstOrderPrices: Decision<ReleaseFirstOrderPrices, FirstOrders, FirstOrderEvent> = (
  { enrollmentId, orderId, productKeys, cause },
  { held },
) =>
  productKeys
    .filter((productKey) => held.get(productKey)?.some((first) => first.orderId === orderId))
    .map((productKey) => released(enrollmentId, productKey, orderId, cause));

const released = (
  enrollmentId: string,
  productKey: string,
  orderId: string,
  cause: FirstOrderPriceReleased['cause'],
) => event(FirstOrderPriceReleased, { enrollmentId, productKey, orderId, cause });

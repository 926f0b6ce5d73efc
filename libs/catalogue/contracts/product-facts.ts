import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate, type Zone } from '#kernel/time.js';
import { catalogueEvents } from './catalogue-events.js';
import { type ProductListed, type ProductWithdrawnFromSale } from './product-events.js';
import { type DeliveryProvider } from './vocabulary.js';

export type ProductEvent = EventOf<typeof ProductListed | typeof ProductWithdrawnFromSale>;

export interface ProductFacts {
  /** Undefined when there is no such product. */
  readonly terms?: Readonly<ProductListed>;
  /** First day on which it is no longer sold. */
  readonly withdrawnFrom?: CalendarDate;
}

export const productFold: Fold<ProductFacts, ProductEvent> = {
  initial: {},
  evolve(state, event) {
    switch (event.type) {
      case 'ProductListed':
        return { ...state, terms: event.data };
      case 'ProductWithdrawnFromSale':
        return { ...state, withdrawnFrom: event.data.from };
    }
  },
};

/** The streams `product-{productKey}`. */
export const productFacts: Aggregate<ProductFacts, ProductEvent> = {
  category: 'product',
  events: catalogueEvents,
  fold: productFold,
  tenant: () => undefined,
};

/** Whether it can be ordered on that day (I2, R40). */
export const onSale = ({ terms, withdrawnFrom }: ProductFacts, date: CalendarDate): boolean =>
  terms !== undefined && date >= terms.onSaleFrom && (withdrawnFrom === undefined || date < withdrawnFrom);

/** Whether it can be ordered under that program (R44 to R47). */
export const allowsProgram = ({ terms }: ProductFacts, program: string): boolean =>
  terms?.programs.some((allowed) => allowed === program) ?? false;

/** A single exam, a class's worth of codes, or a site's balance (R27); undefined for what is no pack of exams. */
export function packOf({ terms }: ProductFacts): 'EXAM' | 'CLASS' | 'SITE' | undefined {
  if (terms?.kind === 'SITE_PACK') return 'SITE';
  if (terms?.kind !== 'EXAM_CODE') return undefined;
  return terms.packSize === 1 ? 'EXAM' : 'CLASS';
}

const cutOffZones: Partial<Record<DeliveryProvider, Zone>> = { CERTIPORT: 'America/Chicago' };

/** The zone in which a term of it ends: the institution's, unless its provider has a cut-off of its own (E13). */
export const termZone = ({ terms }: ProductFacts, institutionZone: Zone): Zone =>
  (terms?.provider === undefined ? undefined : cutOffZones[terms.provider]) ?? institutionZone;

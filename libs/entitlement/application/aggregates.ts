import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { codeEvents } from '../contracts/code-events.js';
import { type VoucherListDisclosed, entitlementEvents } from '../contracts/entitlement-events.js';
import { type AccessCode, type CodeEvent, codeFold } from '../domain/code.js';
import { type Entitlement, type EntitlementEvent, entitlementFold } from '../domain/entitlement.js';

/** The streams `entitlement-{ent_…}`. */
export const entitlements: Aggregate<Entitlement, EntitlementEvent> = {
  category: 'entitlement',
  events: entitlementEvents,
  fold: entitlementFold,
  tenant: (state) => state?.terms.institutionId,
};

/** The streams `code-{cod_…}`, one for each access code. */
export const accessCodes: Aggregate<AccessCode, CodeEvent> = {
  category: 'code',
  events: codeEvents,
  fold: codeFold,
  tenant: (code) => code?.issued.institutionId,
};

/** Codes of an entitlement that have been on a disclosed voucher list; undefined while there was none. */
export const voucherLists: Aggregate<
  ReadonlySet<string> | undefined,
  EventOf<typeof VoucherListDisclosed>
> = {
  category: 'entitlement',
  view: 'voucher-lists',
  events: entitlementEvents,
  tenant: () => undefined,
  fold: {
    initial: undefined,
    evolve(listed, { type, data }) {
      // The view folds a stream that holds other events, too.
      if ((type as string) !== 'VoucherListDisclosed') return listed;
      // Owned by this fold and only ever added to: a copy per list would make long lists slow.
      const all = (listed ?? new Set()) as Set<string>;
      for (const codeId of data.codeIds) all.add(codeId);
      return all;
    },
  },
};

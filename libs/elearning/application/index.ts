import { type Aggregate } from '#deciding/aggregate.js';
import { type Binding, decisionsOf } from '#deciding/binding.js';
import { productFacts } from '#catalogue/contracts/product-facts.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import {
  ActivateLegacyEntitlement,
  ExpireLegacyEntitlement,
  ImportLegacyEntitlement,
} from '../contracts/legacy-commands.js';
import { legacyEvents } from '../contracts/legacy-events.js';
import {
  activateLegacyEntitlement,
  expireLegacyEntitlement,
  importLegacyEntitlement,
  type LegacyEntitlement,
  type LegacyEvent,
  legacyFold,
  legacyIdOf,
} from '../domain/legacy-entitlement.js';

/** The streams `legacy-{ent_…}`. */
export const legacyEntitlements: Aggregate<LegacyEntitlement, LegacyEvent> = {
  category: 'legacy',
  events: legacyEvents,
  fold: legacyFold,
  tenant: (legacy) => legacy?.imported.institutionId,
};

const entitlementId = (command: { readonly entitlementId: string }): string => command.entitlementId;

/** Every decision on e-learning that was bought before it was discontinued. */
export const elearningDecisions: readonly Binding[] = decisionsOf(legacyEntitlements)
  .on({
    command: ImportLegacyEntitlement,
    id: ({ institutionId, legacyRef }) => legacyIdOf(institutionId, legacyRef),
    facts: async ({ institutionId, productKey }, look) => {
      const [{ registered }, { terms, withdrawnFrom }] = await Promise.all([
        look.at(institutionFacts, institutionId),
        look.at(productFacts, productKey),
      ]);
      return {
        institutionKnown: registered !== undefined,
        isELearning: terms?.kind === 'E_LEARNING',
        withdrawnFrom,
      };
    },
    decide: importLegacyEntitlement,
  })
  .on({ command: ActivateLegacyEntitlement, id: entitlementId, decide: activateLegacyEntitlement })
  .on({ command: ExpireLegacyEntitlement, id: entitlementId, decide: expireLegacyEntitlement }).bindings;

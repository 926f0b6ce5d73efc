import { type Aggregate } from '#deciding/aggregate.js';
import { type Binding, decisionsOf } from '#deciding/binding.js';
import { productFacts } from '#catalogue/contracts/product-facts.js';
import { agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import {
  ActivateLegacyEntitlement,
  ExpireLegacyEntitlement,
  ImportLegacyEntitlement,
  ShortenLegacyEntitlement,
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
  shortenLegacyEntitlement,
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
    facts: async ({ institutionId, productKey, agreementId }, look) => {
      const [{ registered }, { terms, withdrawnFrom }, agreement] = await Promise.all([
        look.at(institutionFacts, institutionId),
        look.at(productFacts, productKey),
        agreementId === undefined ? undefined : look.at(agreementFacts, agreementId),
      ]);
      return {
        institutionKnown: registered !== undefined,
        isELearning: terms?.kind === 'E_LEARNING',
        withdrawnFrom,
        agreement: agreement && {
          ofInstitution: agreement.registered?.institutionId === institutionId,
          terminatedOn: agreement.terminatedOn,
        },
      };
    },
    decide: importLegacyEntitlement,
  })
  .on({ command: ActivateLegacyEntitlement, id: entitlementId, decide: activateLegacyEntitlement })
  .on({ command: ShortenLegacyEntitlement, id: entitlementId, decide: shortenLegacyEntitlement })
  .on({ command: ExpireLegacyEntitlement, id: entitlementId, decide: expireLegacyEntitlement }).bindings;

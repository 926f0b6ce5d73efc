import { catalogueDecisions } from '#catalogue/application/index.js';
import { type DevelopmentClock } from '#clock/development-clock.js';
import { clockDecisions } from '#clock/move-clock.js';
import { type Binding } from '#deciding/binding.js';
import { elearningDecisions } from '#elearning/application/index.js';
import { entitlementDecisions, type EntitlementServices } from '#entitlement/application/index.js';
import { fulfilmentDecisions } from '#fulfilment/application/index.js';
import { institutionsDecisions } from '#institutions/application/index.js';
import { libraryDecisions } from '#library/application/index.js';
import { membershipDecisions } from '#membership/application/index.js';
import { orderingDecisions, orderingPolicies } from '#ordering/application/index.js';
import { reportingDecisions } from '#reporting/application/index.js';
import { sitePacksDecisions } from '#site-packs/application/index.js';
import { supplyDecisions, type SupplyServices } from '#supply/application/index.js';

export interface DecisionServices extends EntitlementServices, SupplyServices {
  readonly developmentClock: DevelopmentClock | undefined;
  readonly priceListId: string;
}

/** Every command of the product and who decides it. */
export const allDecisions = (services: DecisionServices): readonly Binding[] => [
  ...catalogueDecisions,
  ...institutionsDecisions(services.sealer),
  ...orderingDecisions(orderingPolicies({ priceListId: services.priceListId })),
  ...entitlementDecisions(services),
  ...supplyDecisions(services),
  ...sitePacksDecisions,
  ...reportingDecisions(services),
  ...fulfilmentDecisions,
  ...libraryDecisions(services),
  ...membershipDecisions,
  ...elearningDecisions,
  ...movable(services.developmentClock),
];

const movable = (clock: DevelopmentClock | undefined): readonly Binding[] =>
  clock === undefined ? [] : clockDecisions((instant) => clock.reached(instant));

import { catalogueEvents } from '#catalogue/contracts/catalogue-events.js';
import { clockEvents } from '#clock/move-clock.js';
import { claimEvents } from '#deciding/claims.js';
import { legacyEvents } from '#elearning/contracts/legacy-events.js';
import { codeEvents } from '#entitlement/contracts/code-events.js';
import { bulkEvents } from '#entitlement/contracts/bulk.js';
import { compromiseEvents } from '#entitlement/contracts/compromise.js';
import { entitlementEvents } from '#entitlement/contracts/entitlement-events.js';
import { fulfilmentEvents } from '#fulfilment/contracts/events.js';
import { institutionsEvents } from '#institutions/contracts/institutions-events.js';
import { libraryEvents } from '#library/contracts/library-events.js';
import { membershipEvents } from '#membership/contracts/membership-events.js';
import { mergeRegistries } from '#messages/event-registry.js';
import { orderingEvents } from '#ordering/contracts/ordering-events.js';
import { reportingEvents } from '#reporting/contracts/reporting-events.js';
import { sitePacksEvents } from '#site-packs/contracts/site-pack-events.js';
import { poolEvents, supplyEvents } from '#supply/contracts/supply-events.js';

/** Every event that the log may hold: what is not here stops its reader. */
export const allEvents = mergeRegistries(
  catalogueEvents,
  claimEvents,
  clockEvents,
  bulkEvents,
  codeEvents,
  compromiseEvents,
  entitlementEvents,
  fulfilmentEvents,
  institutionsEvents,
  legacyEvents,
  libraryEvents,
  membershipEvents,
  orderingEvents,
  poolEvents,
  sitePacksEvents,
  reportingEvents,
  supplyEvents,
);

import { type Aggregate } from '#deciding/aggregate.js';
import { sitePackEvents } from '../contracts/site-pack-events.js';
import { type SitePack, type SitePackEvent, sitePackFold } from '../domain/site-pack.js';

/** The streams `sitepack-{ent_…}`. */
export const sitePacks: Aggregate<SitePack, SitePackEvent> = {
  category: 'sitepack',
  events: sitePackEvents,
  fold: sitePackFold,
  tenant: (state) => (state?.kind === 'CANCELLED' ? state.requested : state?.opened)?.institutionId,
};

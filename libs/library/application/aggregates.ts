import { type Aggregate } from '#deciding/aggregate.js';
import { libraryAccessEvents, usageTermsEvents } from '../contracts/library-events.js';
import { type LibraryAccess, type LibraryAccessEvent, libraryAccessFold } from '../domain/library-access.js';
import { type UsageTerms, type UsageTermsEvent, usageTermsFold } from '../domain/usage-terms.js';

/** The streams `usageterms-{per_…}`: accepted once, for every library that the person opens. */
export const usageTerms: Aggregate<UsageTerms, UsageTermsEvent> = {
  category: 'usageterms',
  events: usageTermsEvents,
  fold: usageTermsFold,
  tenant: ({ institutionId }) => institutionId,
};

/** The streams `library-{cod_…}`. */
export const libraryAccesses: Aggregate<LibraryAccess, LibraryAccessEvent> = {
  category: 'library',
  events: libraryAccessEvents,
  fold: libraryAccessFold,
  tenant: ({ unlocked }) => unlocked?.institutionId,
};

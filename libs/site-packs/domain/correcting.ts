import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type CorrectSitePack } from '../contracts/pack-commands.js';
import { SitePackCorrected } from '../contracts/pack-events.js';
import { freeOf, type SitePack, type SitePackEvent } from './site-pack.js';

export interface CorrectionFacts {
  /** What credit notes have come to, in their order; units are taken back when negative. */
  readonly adjustments: readonly { readonly creditNo: string; readonly units: number }[];
}

/**
 * All credit notes that it has not followed yet, never below what is drawn, forfeited or reserved (I23). What is added
 * fills a shortfall first. Before it is opened there is nothing to correct, and the opening asks again.
 */
export const correctSitePack: Decision<
  Readonly<CorrectSitePack>,
  SitePack,
  SitePackEvent,
  CorrectionFacts
> = ({ entitlementId }, state, { facts: { adjustments } }) => {
  if (state?.kind !== 'OPEN') return [];
  const followed = adjustments.filter(({ creditNo }) => !state.correctedBy.includes(creditNo));
  let free = freeOf(state);
  let { short: owed } = state;
  return followed.map(({ creditNo, units: wanted }) => {
    const due = wanted - owed;
    const units = 0 - Math.min(-due, Math.max(free, 0));
    const short = units - due;
    free += units;
    owed = short;
    return event(SitePackCorrected, { entitlementId, creditNo, units, short });
  });
};

import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ApproveAdjustment, type ProposeAdjustment } from '../contracts/pack-commands.js';
import { SitePackAdjusted, SitePackAdjustmentProposed } from '../contracts/pack-events.js';
import {
  AdjustedByPersons,
  AdjustmentNotProposed,
  AdjustmentWithoutCase,
  NothingToAdjust,
  SecondPersonNeeded,
  SitePackUnknown,
} from './refusals.js';
import { freeOf, type Pack, type SitePack, type SitePackEvent } from './site-pack.js';

export interface AdjustmentFacts {
  /** The case is open, and about this pack. */
  readonly hasCase: boolean;
}

/**
 * Units are added, or taken away as far as they are neither used nor promised: seats that were reserved when the pack
 * expired may still turn out to have been sat in.
 */
const isPossible = (pack: Pack, units: number): boolean =>
  units !== 0 && (units > 0 || freeOf(pack) + units >= 0);

/** The first of two persons: the balance stays as it is (I38). */
export const proposeAdjustment: Decision<
  Readonly<ProposeAdjustment>,
  SitePack,
  SitePackEvent,
  AdjustmentFacts
> = (command, state, { actor, facts }) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  if (actor.kind === 'process') return AdjustedByPersons();
  if (!facts.hasCase) return AdjustmentWithoutCase({}, '/caseId');
  const { units } = command;
  if (!isPossible(state, units)) return NothingToAdjust({ units }, '/units');
  const proposal = state.adjustmentProposals + 1;
  return [event(SitePackAdjustmentProposed, { ...command, proposal, by: actor.id })];
};

/** The second person: another account, about just the proposal that it has read (I38). */
export const approveAdjustment: Decision<Readonly<ApproveAdjustment>, SitePack, SitePackEvent> = (
  { entitlementId, proposal },
  state,
  { actor },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  if (state.proposed?.proposal !== proposal) return AdjustmentNotProposed({ proposal }, '/proposal');
  if (actor.kind === 'process') return AdjustedByPersons();
  const { units, cause, caseId, by } = state.proposed;
  if (actor.id === by || actor.onBehalfOf === by) return SecondPersonNeeded();
  if (!isPossible(state, units)) return NothingToAdjust({ units });
  return [event(SitePackAdjusted, { entitlementId, units, cause, caseId, approvedBy: actor.id })];
};

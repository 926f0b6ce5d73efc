import { heldSlots } from '#entitlement/domain/entitlement.js';
import { hasSlot } from '#entitlement/domain/slots.js';
import { entitlements } from '#entitlement/application/aggregates.js';
import { type EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { type Instant } from '#kernel/time.js';
import { sitePacks } from '#site-packs/application/site-packs.js';
import { type SitePackStatus } from '#site-packs/contracts/vocabulary.js';
import { statusAt, suspendedBy } from '#site-packs/contracts/standing.js';
import { type CodeAsOf, codeAsOf } from './code.js';
import { type Fact, factsAt, type Moment, stateOf } from './facts.js';
import { noUnits, type Units, unitsOfCodes, unitsOfPack } from './units.js';

export type Term = 'NOT_BEGUN' | 'RUNNING' | 'ENDED';

export interface EntitlementAsOf extends Omit<EntitlementGranted, 'provider'> {
  readonly provider: string | null;
  readonly term: Term;
  readonly units: Units;
  readonly sitePack: SitePackAsOf | null;
}

export interface SitePackAsOf {
  readonly entitlementId: string;
  readonly institutionId: string;
  readonly status: SitePackStatus | 'CANCELLED';
  readonly suspendedBy: string | null;
  readonly activatedAt: Instant | null;
  readonly catcId: string | null;
  readonly expiresAt: Instant | null;
  readonly units: Units;
}

/** Undefined when there was none, or none was known. */
export function sitePackAsOf(facts: readonly Fact[], moment: Moment): SitePackAsOf | undefined {
  const pack = stateOf(sitePacks, factsAt(facts, moment));
  if (pack === undefined) return undefined;
  const never = { suspendedBy: null, activatedAt: null, catcId: null, expiresAt: null, units: noUnits };
  if (pack.kind === 'CANCELLED') {
    const { entitlementId, institutionId } = pack.requested;
    return { entitlementId, institutionId, status: 'CANCELLED', ...never };
  }
  const { opened, activated, changes } = pack;
  const { entitlementId, institutionId, expiresAt } = opened;
  const { at } = moment;
  const status = statusAt({ expiresAt, activatedAt: activated?.at, changes }, at);
  return {
    ...{ entitlementId, institutionId, status, expiresAt },
    suspendedBy: status === 'SUSPENDED' ? (suspendedBy(changes, at) ?? null) : null,
    activatedAt: activated?.at ?? null,
    catcId: activated?.catcId ?? null,
    units: unitsOfPack(pack, at),
  };
}

/** The streams of one entitlement. */
export interface EntitlementFacts {
  readonly own: readonly Fact[];
  readonly codes: readonly (readonly Fact[])[];
  readonly pack: readonly Fact[];
}

function termAt({ activeFrom, expiresAt }: EntitlementGranted, at: Instant): Term {
  if (at >= expiresAt) return 'ENDED';
  return at < activeFrom ? 'NOT_BEGUN' : 'RUNNING';
}

/** Undefined when there was none, or none was known. Access entitlements count their units as codes do. */
export function entitlementAsOf(
  { own, codes, pack }: EntitlementFacts,
  moment: Moment,
): EntitlementAsOf | undefined {
  const state = stateOf(entitlements, factsAt(own, moment));
  if (state === undefined) return undefined;
  const { terms } = state;
  const sitePack = sitePackAsOf(pack, moment) ?? null;
  const known = codes
    .map((facts) => codeAsOf(facts, moment))
    .filter((code): code is CodeAsOf => code !== undefined)
    // What a corrected invoice has taken back counts no more.
    .filter(({ slot }) => !hasSlot(state.withdrawn, slot));
  // Codes that a correction could not take back count as long as they are there (I23).
  const slots = { capacity: terms.capacity, adjusted: heldSlots(state) - terms.capacity };
  const units = sitePack?.units ?? unitsOfCodes(slots, known);
  return { ...terms, provider: terms.provider ?? null, term: termAt(terms, moment.at), units, sitePack };
}

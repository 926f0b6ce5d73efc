import { type Instant } from '#kernel/time.js';
import { type CentreStatus } from './vocabulary.js';

/** A status and from when it holds, in the order in which it was recorded. */
export interface CentreChange {
  readonly centreId: string;
  readonly status: CentreStatus;
  readonly effectiveAt: Instant;
}

/** What an institution is able to host. */
export interface TestCentre {
  readonly applicationStartedAt?: Instant;
  /** Statuses change a few times in the life of an institution. */
  readonly catc: readonly CentreChange[];
  readonly vue: readonly CentreChange[];
  /** From when Certiport's technical requirements are met; the earliest attestation counts. */
  readonly requirementsMetFrom?: Instant;
}

export const noTestCentre: TestCentre = { catc: [], vue: [] };

/** What holds at the instant, by what is known now: the latest effective change; of equal ones the later recorded. */
function changeAt(changes: readonly CentreChange[], at: Instant): CentreChange | undefined {
  let found: CentreChange | undefined;
  for (const change of changes) {
    if (change.effectiveAt > at) continue;
    if (found === undefined || change.effectiveAt >= found.effectiveAt) found = change;
  }
  return found;
}

export interface CentreStanding {
  readonly status: CentreStatus;
  /** The centre's number; undefined while it has none. */
  readonly centreId: string | undefined;
}

const standingAt = (changes: readonly CentreChange[], at: Instant): CentreStanding => {
  const change = changeAt(changes, at);
  return { status: change?.status ?? 'NOT_AUTHORIZED', centreId: change?.centreId };
};

/** The status at Certiport at an instant (R75, I24); a change recorded later may tell otherwise (E51). */
export const catcAt = ({ testCentre }: { readonly testCentre: TestCentre }, at: Instant): CentreStanding =>
  standingAt(testCentre.catc, at);

/** The status at Pearson VUE at an instant (R73). */
export const vueCenterAt = (
  { testCentre }: { readonly testCentre: TestCentre },
  at: Instant,
): CentreStanding => standingAt(testCentre.vue, at);

/**
 * Whether just this was the last that was told of that instant. That the status held already is not enough: an earlier
 * change that is told later must not undo it (E51).
 */
export const isTold = (changes: readonly CentreChange[], told: CentreChange): boolean => {
  const change = changes.findLast(({ effectiveAt }) => effectiveAt === told.effectiveAt);
  return change?.status === told.status && change.centreId === told.centreId;
};

/** Whether Certiport's technical requirements were met at the instant (R75, I24). */
export const requirementsMetAt = (
  { testCentre: { requirementsMetFrom } }: { readonly testCentre: TestCentre },
  at: Instant,
): boolean => requirementsMetFrom !== undefined && requirementsMetFrom <= at;

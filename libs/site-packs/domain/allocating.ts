import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { type AllocateDraw } from '../contracts/draw-commands.js';
import { type ListSitePack } from '../contracts/pack-commands.js';
import { DrawAllocated, SitePackListed } from '../contracts/pool-events.js';
import { type PoolEvent, type SitePackPool } from '../contracts/pool-facts.js';
import { statusAt } from '../contracts/standing.js';
import { type ExamFamily } from '../contracts/vocabulary.js';
import { freeOf, type Pack } from './site-pack.js';

/** Policy 9: by name on every allocation (E47). */
export const drawOrderPolicy = 'draw-order-earliest-expiry-narrowest@1';

export interface WantedDraw {
  /** What the exam counts toward on its day. */
  readonly families: readonly ExamFamily[];
  readonly occurredAt: Instant;
  readonly sessionId: string | undefined;
}

const heldFor = ({ sessions }: Pack, sessionId: string | undefined): boolean =>
  sessionId !== undefined && (sessions.get(sessionId)?.held ?? 0) > 0;

function paysFor(pack: Pack, { families, occurredAt, sessionId }: WantedDraw): boolean {
  const { opened, activated, changes } = pack;
  const status = statusAt({ expiresAt: opened.expiresAt, activatedAt: activated?.at, changes }, occurredAt);
  return (
    status === 'ACTIVE' &&
    opened.families.some((family) => families.includes(family)) &&
    (heldFor(pack, sessionId) || freeOf(pack) > 0)
  );
}

const inOrder = (a: Pack, b: Pack): number =>
  compare(a.opened.expiresAt, b.opened.expiresAt) ||
  a.opened.families.length - b.opened.families.length ||
  compare(a.opened.entitlementId, b.opened.entitlementId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The packs that can pay for the draw, first the one to take: that which holds a seat for the session, then the earliest
 * expiry, then the narrowest set of families (E47).
 */
export const drawOrder = (packs: readonly Pack[], wanted: WantedDraw): readonly Pack[] => {
  const paying = packs.filter((pack) => paysFor(pack, wanted)).toSorted(inOrder);
  const holding = paying.filter((pack) => heldFor(pack, wanted.sessionId));
  return [...holding, ...paying.filter((pack) => !holding.includes(pack))];
};

/** Where an exam that has been sat is recorded when no pack can pay for it: where it belongs best (E49). */
export const lastResort = (packs: readonly Pack[], wanted: WantedDraw): Pack | undefined => {
  const inTerm = ({ opened }: Pack) =>
    opened.activeFrom <= wanted.occurredAt && wanted.occurredAt < opened.expiresAt;
  const covers = ({ opened }: Pack) => opened.families.some((family) => wanted.families.includes(family));
  const sorted = packs.toSorted(inOrder);
  return sorted.find((pack) => inTerm(pack) && covers(pack)) ?? sorted.find(inTerm) ?? sorted.at(-1);
};

export const listSitePack: Decision<Readonly<ListSitePack>, SitePackPool, PoolEvent> = (
  command,
  { packs },
) =>
  packs.some(({ entitlementId }) => entitlementId === command.entitlementId)
    ? []
    : [event(SitePackListed, { ...command })];

export interface AllocationFacts {
  /** The pack that the exam has been drawn from, or why it was not. */
  readonly drawnFrom: string | Refusal;
}

/** The draw is on the pack already; this is the record of who was asked. */
export const allocateDraw: Decision<Readonly<AllocateDraw>, SitePackPool, PoolEvent, AllocationFacts> = (
  { institutionId, drawKey, occurredAt },
  { allocated },
  { facts: { drawnFrom } },
) => {
  if (allocated.has(drawKey)) return [];
  if (typeof drawnFrom !== 'string') return drawnFrom;
  const data = { institutionId, drawKey, entitlementId: drawnFrom };
  return [event(DrawAllocated, data, { occurredAt, basis: { policies: [drawOrderPolicy] } })];
};

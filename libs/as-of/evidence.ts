import { createHash } from 'node:crypto';
import { type Instant } from '#kernel/time.js';
import { type Fact } from './facts.js';

/** An event that an answer rests on. */
export interface EvidenceEvent {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** The events of an answer, by their number and digest. */
export interface EvidenceSummary {
  readonly events: number;
  /** Positions; null when there is no event. */
  readonly first: string | null;
  readonly last: string | null;
  /** SHA-256, hex, over a line `position id type` for each event in the order of the log. */
  readonly digest: string;
}

const byPosition = (a: Fact, b: Fact): number => (a.position < b.position ? -1 : 1);

export const evidenceOf = (facts: readonly Fact[]): readonly EvidenceEvent[] =>
  facts.toSorted(byPosition).map(({ position, stream, revision, id, type, metadata }) => {
    const { occurredAt, recordedAt } = metadata;
    return { position, stream, revision, id, type, occurredAt, recordedAt };
  });

export function summaryOf(facts: readonly Fact[]): EvidenceSummary {
  const sorted = facts.toSorted(byPosition);
  const hash = createHash('sha256');
  for (const { position, id, type } of sorted) hash.update(`${position} ${id} ${type}\n`);
  return {
    events: sorted.length,
    first: sorted[0]?.position ?? null,
    last: sorted.at(-1)?.position ?? null,
    digest: hash.digest('hex'),
  };
}

import { type DomainEvent } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type Fact } from '../facts.js';

/** Facts of one stream as a log would hold them, each with the time at which it was recorded; for specs only. */
export function factsOf(
  stream: string,
  ...recorded: readonly (readonly [Instant, DomainEvent])[]
): readonly Fact[] {
  return recorded.map(([recordedAt, { type, data, occurredAt }], revision) => ({
    id: `${stream}@${revision}`,
    type,
    data,
    stream,
    revision,
    position: String(Date.parse(recordedAt)).padStart(16, '0') + String(revision),
    metadata: {
      schemaVersion: 1,
      commandId: 'command',
      commandType: 'Do',
      commandHash: 'hash',
      correlationId: 'correlation',
      actor: { kind: 'user', id: 'somebody' },
      occurredAt: occurredAt ?? recordedAt,
      recordedAt,
      policyVersion: 'vl-training-2019-07-30',
      tzdb: '2025b',
      salt: 'salt',
    },
  }));
}

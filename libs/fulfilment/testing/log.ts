import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Aggregate, streamOf } from '#deciding/aggregate.js';
import { type Look } from '#deciding/binding.js';
import { fold } from '#kernel/decider.js';
import { type DomainEvent, type EventClass } from '#kernel/event.js';

/** The recorded sample of an event, changed as said. */
export function recorded<D extends object>(
  { type, version }: EventClass<string, D>,
  context: string,
  changes: Partial<D> = {},
): DomainEvent<string, D> {
  const file = join(import.meta.dirname, '../..', context, 'contracts/golden', `${type}.v${version}.json`);
  return { type, data: { ...(JSON.parse(readFileSync(file, 'utf8')) as D), ...changes } };
}

/** Reads streams that are given as events. */
export function lookInto(streams: Readonly<Record<string, readonly DomainEvent[]>>): Look {
  const at = <S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string): Promise<S> =>
    Promise.resolve(fold(aggregate.fold, (streams[streamOf(aggregate, id)] ?? []) as readonly E[]));
  return { at, reference: at };
}

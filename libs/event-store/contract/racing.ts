import { expect, it } from '@jest/globals';
import { isStoreFailure } from '../failures.js';
import { type Appended, type ExpectedRevision } from '../port.js';
import { all, type Given, newEvent, takeEvents, unique } from './fixtures.js';

const WRITERS = 16;
const ROUNDS = 12;

export function racing({ store }: Given): void {
  it('lets exactly one of 16 writers win each revision; a subscriber sees each event once, in order', async () => {
    const stream = unique('race');
    const watched = takeEvents(store().subscribe({ filter: { streamPrefixes: [stream] } }), ROUNDS);
    const winners: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const expected: ExpectedRevision = round === 0 ? 'no-stream' : round - 1;
      const attempts = Array.from({ length: WRITERS }, () => newEvent({ round }));
      const outcomes = await Promise.all(
        attempts.map((event) =>
          store()
            .append(stream, expected, [event])
            .catch((error: unknown) => error),
        ),
      );
      const won = outcomes.flatMap((outcome, n) => (isAppended(outcome) ? [n] : []));
      expect(won).toHaveLength(1);
      const lost = outcomes.filter(
        (outcome) => isStoreFailure(outcome, 'conflict') && outcome.details.actualRevision === round,
      );
      expect(lost).toHaveLength(WRITERS - 1);
      winners.push(attempts[won[0] ?? 0]?.id ?? '');
    }
    const seen = await watched;
    expect(seen.map((event) => event.id)).toEqual(winners);
    expect(seen).toEqual(await all(store().readStream(stream)));
  });

  it('gives concurrent appends to many streams each its own answer', async () => {
    const prefix = unique('race');
    await store().append(`${prefix}-7`, 'no-stream', [newEvent()]);
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, n) =>
        store()
          .append(`${prefix}-${n}`, 'no-stream', [newEvent(), newEvent()])
          .catch((error: unknown) => error),
      ),
    );
    expect(outcomes.flatMap((outcome, n) => (isAppended(outcome) ? [] : [n]))).toEqual([7]);
    const stored = await all(store().readAll({ filter: { streamPrefixes: [prefix] } }));
    expect(stored).toHaveLength(63 * 2 + 1);
    // No batch is torn apart by another.
    const halves = stored.slice(1).filter((_, n) => n % 2 === 0);
    halves.forEach((event, n) => expect(stored[2 * n + 2]?.stream).toBe(event.stream));
  });
}

const isAppended = (outcome: unknown): outcome is Appended => !(outcome instanceof Error);

import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isStoreFailure } from '../failures.js';
import { type EventStore, type EventToAppend, type ExpectedRevision, type JsonObject } from '../port.js';
import { profileViolation } from '../profile.js';
import { all, type Given, ids, newEvent, takeEvents, unique } from './fixtures.js';
import { Model } from './model.js';

interface Step {
  readonly stream: number;
  readonly expected: ExpectedRevision | 'right';
  readonly count: number;
  /** Sends the events of an earlier step again, as they were. */
  readonly again: number | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat(2),
  expected: fc.oneof(
    { weight: 4, arbitrary: fc.constant('right' as const) },
    { weight: 3, arbitrary: fc.nat(5) },
    { weight: 2, arbitrary: fc.constantFrom('no-stream' as const, 'exists' as const, 'any' as const) },
  ),
  count: fc.integer({ min: 1, max: 3 }),
  again: fc.option(fc.nat(20), { nil: undefined }),
});

interface Sent {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
}

export function properties({ store, runs }: Given): void {
  it('does what the model does, for any sequence of appends and repeats', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const prefix = unique('model');
        const model = new Model();
        const sent: Sent[] = [];
        for (const next of steps) {
          const request = requestOf(next, prefix, model, sent);
          const outcome = model.append(request.stream, request.expected, ids(request.events));
          expect(await outcomeOf(store(), request)).toEqual(outcome);
          sent.push(request);
        }
        await expectSame(store(), prefix, model);
      }),
      { numRuns: runs },
    );
  });

  it('gives back any document of the profile as it was', async () => {
    const document = fc
      .dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }), {
        noNullPrototype: true,
      })
      .filter(
        (value) =>
          profileViolation(value) === undefined && !Object.keys(value).some((key) => key.startsWith('$')),
      )
      .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
    await fc.assert(
      fc.asyncProperty(document, document, async (data, metadata) => {
        const stream = unique('document');
        await store().append(stream, 'no-stream', [{ ...newEvent(data), metadata }]);
        const [stored] = await all(store().readStream(stream));
        expect([stored?.data, stored?.metadata]).toEqual([data, metadata]);
      }),
      { numRuns: runs },
    );
  });
}

function requestOf(next: Step, prefix: string, model: Model, sent: readonly Sent[]): Sent {
  const earlier = next.again === undefined ? undefined : sent[next.again];
  // With `any` and `exists` there is no place that a repeat could be at.
  if (earlier !== undefined && earlier.expected !== 'any' && earlier.expected !== 'exists') return earlier;
  const stream = `${prefix}-${next.stream}`;
  const last = model.of(stream).length - 1;
  const right: ExpectedRevision = last < 0 ? 'no-stream' : last;
  const events = Array.from({ length: next.count }, (_, n) => ({ ...newEvent({ n }), id: randomUUID() }));
  return { stream, expected: next.expected === 'right' ? right : next.expected, events };
}

async function outcomeOf(store: EventStore, { stream, expected, events }: Sent): Promise<unknown> {
  try {
    return { revision: (await store.append(stream, expected, events)).revision };
  } catch (error) {
    if (isStoreFailure(error, 'conflict')) return 'conflict';
    throw error;
  }
}

async function expectSame(store: EventStore, prefix: string, model: Model): Promise<void> {
  for (const stream of [0, 1, 2].map((n) => `${prefix}-${n}`)) {
    expect(ids(await all(store.readStream(stream)))).toEqual(model.of(stream));
    expect(ids(await all(store.readStream(stream, { direction: 'backwards' })))).toEqual(
      model.of(stream).reverse(),
    );
  }
  const filter = { streamPrefixes: [prefix] };
  const log = await all(store.readAll({ filter }));
  expect(log.map(({ stream, id }) => ({ stream, id }))).toEqual(model.log);
  if (log.length > 0) expect(await takeEvents(store.subscribe({ filter }), log.length)).toEqual(log);
}

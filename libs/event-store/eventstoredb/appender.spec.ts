import { describe, expect, it } from '@jest/globals';
import { newEvent, rejection } from '../contract/fixtures.js';
import { encodeAppend, type EncodedEvent } from '../encoding.js';
import { type EventToAppend, type ExpectedRevision } from '../port.js';
import { type Appends, appendWithPatience } from './appender.js';
import { formatPosition, parsePosition } from './position.js';
import { toWire } from './wire-event.js';

const PATIENCE = { total: 200, silence: 200, firstPause: 1, longestPause: 2 };
const done = { revision: 0, position: formatPosition({ commit: 7, prepare: 7 }) };

/** Fails with each error in turn, then succeeds; `hang` never answers. */
function failing(...errors: (Error | 'hang')[]): Appends & { calls: number } {
  return {
    calls: 0,
    append() {
      const error = errors[this.calls++];
      if (error === 'hang') return new Promise(() => undefined);
      return error === undefined ? Promise.resolve(done) : Promise.reject(error);
    },
  };
}

const failure = (fields: object, message = ''): Error => Object.assign(new Error(message), fields);
const refused = failure({ code: 14 }, 'No connection established');
const undiscovered = failure({}, 'Failed to discover after 10 attempts.');
const notLeader = failure({ type: 'not-leader' });
const broken = failure({ type: 'unavailable', code: 14 });
const unheardOf = failure({ type: 'unknown', code: 2 });

const wireOf = (event: EventToAppend): EncodedEvent => {
  const [encoded] = encodeAppend('s', [event]);
  if (encoded === undefined) throw new Error('nothing was encoded');
  return toWire(encoded, event.data);
};

const append = (client: Appends, expected: ExpectedRevision): Promise<unknown> =>
  appendWithPatience(client, 's', expected, [wireOf(newEvent())], PATIENCE);

describe('appending to EventStoreDB', () => {
  it.each<ExpectedRevision>(['any', 'exists', 'no-stream', 3])(
    'sends again what was never sent, at %s',
    async (expected) => {
      const client = failing(refused, undiscovered, notLeader);
      expect(await append(client, expected)).toMatchObject({ revision: 0 });
      expect(client.calls).toBe(4);
    },
  );

  it.each<ExpectedRevision>(['no-stream', 3])(
    'asks again at the known place %s, where a repeat is told',
    async (expected) => {
      const client = failing(broken, unheardOf, refused);
      expect(await append(client, expected)).toMatchObject({ revision: 0 });
      expect(client.calls).toBe(4);
    },
  );

  it.each<ExpectedRevision>(['any', 'exists'])(
    'never sends twice what may be written, at %s',
    async (expected) => {
      for (const error of [
        broken,
        unheardOf,
        failure({ type: 'deadline-exceeded', code: 4 }),
        'hang' as const,
      ]) {
        const client = failing(error);
        expect(await rejection(append(client, expected))).toMatchObject({ kind: 'outcome-unknown' });
        expect(client.calls).toBe(1);
      }
    },
  );

  it('gives up in time: unavailable when nothing was sent, unknown once something may have been', async () => {
    const forever = (...errors: Error[]): Appends => failing(...errors, ...Array<Error>(500).fill(refused));
    expect(await rejection(append(forever(), 3))).toMatchObject({ kind: 'unavailable' });
    expect(await rejection(append(forever(broken), 3))).toMatchObject({ kind: 'outcome-unknown' });
    const hanging = failing(...Array<'hang'>(50).fill('hang'));
    expect(await rejection(append(hanging, 3))).toMatchObject({ kind: 'outcome-unknown' });
  });

  it.each<[object, object]>([
    [
      { type: 'wrong-expected-version', actualVersion: 5n },
      { kind: 'conflict', details: { actualRevision: 5 } },
    ],
    [
      { type: 'wrong-expected-version', actualVersion: 'no_stream' },
      { kind: 'conflict', details: { actualRevision: 'no-stream' } },
    ],
    [{ type: 'maximum-append-size-exceeded' }, { kind: 'too-large' }],
    [{ type: 'access-denied' }, { kind: 'denied' }],
    [{ type: 'stream-deleted' }, { kind: 'denied' }],
    [{ code: 16 }, { kind: 'denied' }],
    [{ type: 'unknown', code: 7 }, { kind: 'denied' }],
  ])('answers %p at once', async (error, expected) => {
    const client = failing(failure(error));
    expect(await rejection(append(client, 3))).toMatchObject(expected);
    expect(client.calls).toBe(1);
  });
});

describe('what goes over the wire', () => {
  it('has an id that is the same for the same id, type and data, and for nothing else', () => {
    const event = newEvent({ a: 1, b: [2, { c: 3, d: 4 }] });
    const idOf = (change: object): string => wireOf({ ...event, ...change }).id;
    expect(idOf({})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idOf({ data: { b: [2, { d: 4, c: 3 }], a: 1 }, metadata: {} })).toBe(idOf({}));
    const others = [{ data: { ...event.data, a: 2 } }, { type: 'Other' }, { id: newEvent().id }].map(idOf);
    expect(new Set([idOf({}), ...others]).size).toBe(4);
  });

  it('has positions that sort as text', () => {
    const positions = [1n, 9n, 10n, 2n ** 40n, 2n ** 63n].map((commit) => ({ commit, prepare: commit }));
    const texts = positions.map(formatPosition);
    expect(texts).toEqual(texts.toSorted());
    expect(texts.map(parsePosition)).toEqual(positions);
    expect(() => parsePosition('0000000000000007')).toThrow(RangeError);
  });
});

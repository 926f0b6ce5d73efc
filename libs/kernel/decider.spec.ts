import { describe, expect, it } from '@jest/globals';
import { fold, type Fold } from './decider.js';
import { type EventOf, event } from './event.js';
import { instantOf, millisecondsOf, systemClock } from './time.js';

class Counted {
  static readonly type = 'Counted';
  static readonly version = 1;
  by!: number;
}

const count: Fold<number, EventOf<typeof Counted>> = { initial: 0, evolve: (sum, { data }) => sum + data.by };

describe('a fold', () => {
  it('is the initial state and each event in its order', () => {
    expect(fold(count, [])).toBe(0);
    expect(fold(count, [event(Counted, { by: 2 }), event(Counted, { by: 3 })])).toBe(5);
    expect(
      fold({ initial: '', evolve: (text, { data }) => text + String(data.by) }, [1, 2, 3].map(counted)),
    ).toBe('123');
  });

  it('goes on from a state', () => {
    expect(fold(count, [event(Counted, { by: 3 })], 40)).toBe(43);
  });

  const counted = (by: number) => event(Counted, { by });
});

describe('an event', () => {
  it('has its class name and, if told, its business time and basis', () => {
    expect(event(Counted, { by: 1 })).toEqual({ type: 'Counted', data: { by: 1 } });
    const occurredAt = '2020-07-31T22:00:00.000Z';
    expect(event(Counted, { by: 1 }, { occurredAt, basis: { calendar: 'DE@1' } })).toEqual({
      type: 'Counted',
      data: { by: 1 },
      occurredAt,
      basis: { calendar: 'DE@1' },
    });
  });
});

describe('time', () => {
  it('is text that sorts, and milliseconds', () => {
    expect(instantOf(1_596_232_800_000)).toBe('2020-07-31T22:00:00.000Z');
    expect(millisecondsOf('2020-07-31T22:00:00.000Z')).toBe(1_596_232_800_000);
    expect(systemClock.now() <= systemClock.now()).toBe(true);
    expect(instantOf(millisecondsOf(systemClock.now()))).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

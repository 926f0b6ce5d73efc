import { describe, expect, it } from '@jest/globals';
import { type GenerationStatus } from '#projecting/status.js';
import { duration, linesOf } from './projection-lines.js';

const building: GenerationStatus = {
  ...{ generation: 3, version: 2, phase: 'building', state: 'catching-up', position: '0042', seen: 250 },
  ...{ lagEvents: 750, lagSeconds: 12.4, parkedStreams: 1, eventsPerSecond: 10.2, secondsLeft: 75 },
  ...{ rebuilt: 0.25, failure: 'UnknownEvent: X', owners: ['w'] },
};
const verified = {
  ...{ startedAt: '2026-01-01T02:30:00.000Z', finishedAt: '2026-01-01T02:31:00.000Z', equal: false },
  ...{ position: '0040', failure: null },
  firstDifference: { table: 'codes', only: 'live', row: '(a)' },
} as const;

describe('a projection on a terminal', () => {
  it('shows version, position, lag, rate, what is parked, progress and time left, and what is wrong', () => {
    const lines = linesOf({ model: 'codes', paused: false, generations: [building], verified });
    expect(lines.map((line) => line.trim())).toEqual([
      'codes                  v2 building  catching-up at 0042  lag 750 events, 12 s  rate 10/s  parked 1  rebuilt 25 %, 1 min 15 s left',
      'failed: UnknownEvent: X',
      'DIFFERED from a fresh replay on 2026-01-01T02:30:00.000Z, first in codes: (a)',
    ]);
  });

  it('says nothing of what is as it should be', () => {
    const live: GenerationStatus = { ...building, phase: 'live', rebuilt: 1, failure: null };
    const fine = { ...verified, equal: true };
    expect(linesOf({ model: 'codes', paused: false, generations: [live], verified: fine })).toHaveLength(1);
  });

  it.each([
    [11.2, '12 s'],
    [200, '3 min 20 s'],
    [3900, '1 h 05 min'],
  ])('shows %d seconds as %s', (seconds, shown) => {
    expect(duration(seconds)).toBe(shown);
  });
});

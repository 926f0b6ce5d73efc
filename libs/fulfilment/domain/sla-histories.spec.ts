import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BusinessCalendar } from '#kernel/business-days.js';
import { hoursAfter } from '#kernel/calendar.js';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { breachSla, meetSla, settleSlaClock, slaClock, startSlaClock, supersedeSla } from './sla-clock.js';

/* Random lives of the clock of one promise, whose calendar may lack the next year, and get it later. */

const subject = 'ent:e';
const startedAt = '2019-12-20T10:00:00.000Z';
const dayZero = '2019-12-20';
const calendar = (holidays: BusinessCalendar['holidays']): BusinessCalendar => ({
  ...{ calendarId: 'DE', version: '3', zone: 'Europe/Berlin', weekendDays: [6, 7] as const },
  holidays,
});
const thisYear = { 2019: ['2019-12-25', '2019-12-26'] };
const calendars = [calendar(thisYear), calendar({ ...thisYear, 2020: ['2020-01-01'] }), undefined];

const anInstant = fc.nat({ max: 30 * 24 }).map((hours) => hoursAfter(startedAt, hours));
const aPromise = fc.constantFrom(
  { subject, kind: 'ACK_48H' as const },
  { subject, kind: 'CODE_DELIVERY' as const },
);
type Promised = typeof aPromise extends fc.Arbitrary<infer T> ? T : never;

const aStep = (promise: Promised) =>
  fc.oneof(
    fc
      .constantFrom(...calendars)
      .map((facts) => step(startSlaClock, { ...promise, startedAt, dayZero }, { facts })),
    fc.constantFrom(...calendars).map((facts) => step(settleSlaClock, promise, { facts })),
    anInstant.map((at) => step(meetSla, { ...promise, at }, { facts: undefined })),
    anInstant.map((now) => step(breachSla, promise, { now, facts: undefined })),
    fc.constant(step(supersedeSla, promise, { facts: undefined })),
  );
const aHistory = aPromise.chain((promise) => fc.array(aStep(promise), { maxLength: 25, size: 'max' }));
const outcomes = ['SlaMet', 'SlaBreached', 'SlaSuperseded'];

describe('the clock of a promise through random histories', () => {
  it('R64 R65 E31 starts once and has one outcome, after which nothing is recorded of it', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const types = lived(slaClock, steps).log.map(({ type }) => type);
        expect(types.filter((type) => type === 'SlaClockStarted').length).toBe(types.length === 0 ? 0 : 1);
        const outcome = types.findIndex((type) => outcomes.includes(type));
        if (outcome >= 0) expect(outcome).toBe(types.length - 1);
      }),
      propertyRuns(),
    );
  });

  it('R64 R65 E16 is met before it is due and broken when it is, by the dates that were settled last', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const { log } = lived(slaClock, steps);
        let due: string | undefined;
        let settled = 0;
        for (const { type, data } of log) {
          if ('dueAt' in data) due = data.dueAt;
          if (type === 'SlaClockSettled') settled += 1;
          if (type === 'SlaMet') expect(data.at < String(due)).toBe(true);
          if (type === 'SlaBreached') expect(data.at).toBe(due);
        }
        const provisional = log.some(({ data }) => 'provisional' in data);
        expect(settled).toBeLessThanOrEqual(provisional ? 1 : 0);
        if (provisional && settled === 0) expect(log.some(({ type }) => type === 'SlaBreached')).toBe(false);
      }),
      propertyRuns(),
    );
  });

  it('E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(
        aPromise.chain((promise) =>
          fc.tuple(fc.array(aStep(promise), { maxLength: 25, size: 'max' }), aStep(promise)),
        ),
        ([before, last]) => {
          const steps = [...before, last];
          const life = lived(slaClock, steps);
          expectNoMore(life, [last]);
          expectSameAgain(slaClock, steps);
          expectReplayed(slaClock, life);
        },
      ),
      propertyRuns(),
    );
  });
});

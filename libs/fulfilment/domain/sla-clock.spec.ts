import { describe, expect, it } from '@jest/globals';
import { type BusinessCalendar } from '#kernel/business-days.js';
import { event } from '#kernel/event.js';
import { given } from '#deciding/given-when-then.js';
import {
  SlaBreached,
  SlaClockSettled,
  SlaClockStarted,
  SlaJudgementDeferred,
  SlaMet,
  SlaSuperseded,
} from '../contracts/sla.js';
import {
  CalendarMissing,
  breachSla,
  meetSla,
  settleSlaClock,
  slaClock,
  startSlaClock,
  supersedeSla,
} from './sla-clock.js';

const ack = { subject: 'order:o:1', kind: 'ACK_48H' } as const;
const delivery = {
  subject: 'ent:e',
  kind: 'CODE_DELIVERY',
  calendarId: 'DE',
  dayZero: '2019-12-20',
} as const;
const started = (dueAt: string) =>
  event(SlaClockStarted, { ...ack, startedAt: '2020-03-26T08:00:00.000Z', dueAt });
const due = '2020-03-30T08:00:00.000Z';
const german: BusinessCalendar = {
  calendarId: 'DE',
  version: '3',
  zone: 'Europe/Berlin',
  weekendDays: [6, 7],
  holidays: {
    2019: ['2019-12-25', '2019-12-26'],
    2020: ['2020-01-01', '2020-04-10', '2020-04-13'],
  },
};

describe('the clock of a promise', () => {
  it('R64 R65 belongs to the institution that was promised it, to its end', () => {
    const institutionId = 'ins_00000000000000000000000001';
    const startedAt = '2019-12-20T10:00:00.000Z';
    const owned = event(SlaClockStarted, { ...started(due).data, institutionId });
    given(slaClock)
      .when(startSlaClock, { ...ack, startedAt: owned.data.startedAt, institutionId }, { facts: undefined })
      .then(event(SlaClockStarted, { ...owned.data, dueAt: '2020-03-28T08:00:00.000Z' }));
    const decided = given(slaClock).when(
      startSlaClock,
      { ...delivery, startedAt, institutionId },
      { facts: german },
    );
    expect(decided.outcome).toMatchObject([{ data: { institutionId } }]);
    const ended = [owned, event(SlaMet, { ...ack, at: due })].reduce(slaClock.evolve, slaClock.initial);
    expect(ended).toMatchObject({ institutionId, started: true });
  });

  it.each([
    ['2020-03-28T08:00:00.000Z', '2020-03-30T08:00:00.000Z'],
    ['2020-10-24T07:00:00.000Z', '2020-10-26T07:00:00.000Z'],
  ])('R64 48 hours from %s are 48 hours also over a change of summer time', (startedAt, dueAt) => {
    given(slaClock)
      .when(startSlaClock, { ...ack, startedAt }, { facts: undefined })
      .then(event(SlaClockStarted, { ...ack, startedAt, dueAt }));
  });

  it('R67 a site pack is welcomed within 24 hours', () => {
    const welcome = { subject: 'order:o:1', kind: 'SITE_PACK_WELCOME' } as const;
    const startedAt = '2020-03-28T08:00:00.000Z';
    given(slaClock)
      .when(startSlaClock, { ...welcome, startedAt }, { facts: undefined })
      .then(event(SlaClockStarted, { ...welcome, startedAt, dueAt: '2020-03-29T08:00:00.000Z' }));
  });

  it('R65 E15 codes: target business day 5, due after day 10, the day of the invoice is day 0, in the calendar’s zone', () => {
    const startedAt = '2019-12-21T10:00:00.000Z'; // recorded a day later: the invoice's own date counts
    given(slaClock)
      .when(startSlaClock, { ...delivery, startedAt }, { facts: german })
      .then(
        event(
          SlaClockStarted,
          {
            subject: 'ent:e',
            kind: 'CODE_DELIVERY',
            startedAt,
            targetAt: '2019-12-31T23:00:00.000Z',
            dueAt: '2020-01-08T23:00:00.000Z',
            calendarId: 'DE',
            calendarVersion: 3,
          },
          { basis: { calendar: 'DE@3' } },
        ),
      );
  });

  it('E17 no promise is made on a calendar that nobody has published', () => {
    const startedAt = '2020-12-28T08:00:00.000Z';
    given(slaClock)
      .when(startSlaClock, { ...delivery, startedAt }, { facts: undefined })
      .thenRefused(CalendarMissing, {});
    const { dayZero: _, ...undated } = delivery;
    given(slaClock)
      .when(startSlaClock, { ...undated, startedAt }, { facts: german })
      .thenRefused(CalendarMissing, {});
  });

  it('E17 no promise is made on a calendar that has no business day in sight', () => {
    const closed = { ...german, weekendDays: [1, 2, 3, 4, 5, 6, 7] };
    given(slaClock)
      .when(startSlaClock, { ...delivery, startedAt: '2020-12-28T08:00:00.000Z' }, { facts: closed })
      .thenRefused(CalendarMissing, { calendarId: 'DE' });
  });

  describe('on a calendar that lacks the year', () => {
    const startedAt = '2020-12-28T08:00:00.000Z';
    const dayZero = '2020-12-28';
    const about = { subject: 'ent:e', kind: 'CODE_DELIVERY' } as const;
    const published = { ...german, version: '4', holidays: { ...german.holidays, 2021: ['2021-01-01'] } };
    const provisionalDue = '2021-01-11T23:00:00.000Z';
    const settledDue = '2021-01-12T23:00:00.000Z';
    const waiting = event(
      SlaClockStarted,
      {
        ...about,
        startedAt,
        targetAt: '2021-01-04T23:00:00.000Z',
        dueAt: provisionalDue,
        calendarId: 'DE',
        calendarVersion: 3,
        provisional: true,
        dayZero,
      },
      { basis: { calendar: 'DE@3' } },
    );
    const settled = event(
      SlaClockSettled,
      {
        ...about,
        targetAt: '2021-01-05T23:00:00.000Z',
        dueAt: settledDue,
        calendarId: 'DE',
        calendarVersion: 4,
      },
      { basis: { calendar: 'DE@4' } },
    );

    it('R65 E17 the clock starts all the same, provisionally, on the earliest dates it can have', () => {
      given(slaClock)
        .when(startSlaClock, { ...delivery, startedAt, dayZero }, { facts: german })
        .then(waiting);
    });

    it('R65 E17 the clock is provisional too when only its last day is in the year that lacks', () => {
      given(slaClock)
        .when(startSlaClock, { ...delivery, startedAt, dayZero: '2020-12-20' }, { facts: german })
        .then(
          event(
            SlaClockStarted,
            {
              ...waiting.data,
              targetAt: '2020-12-25T23:00:00.000Z',
              dueAt: '2021-01-01T23:00:00.000Z',
              dayZero: '2020-12-20',
            },
            { basis: { calendar: 'DE@3' } },
          ),
        );
    });

    it('R65 it breaks no promise while nobody knows its day', () => {
      given(slaClock, waiting)
        .when(breachSla, about, { facts: undefined, now: '2021-03-01T00:00:00.000Z' })
        .then();
    });

    it('R65 E16 it is settled when the year is published, once', () => {
      given(slaClock, waiting).when(settleSlaClock, about, { facts: german }).then();
      given(slaClock, waiting).when(settleSlaClock, about, { facts: published }).then(settled);
      const more = { ...published, version: '5', holidays: { ...published.holidays, 2021: [] } };
      given(slaClock, waiting, settled).when(settleSlaClock, about, { facts: more }).then();
      given(slaClock, started(due)).when(settleSlaClock, ack, { facts: more }).then();
      given(slaClock, waiting, settled)
        .when(breachSla, about, { facts: undefined, now: settledDue })
        .then(event(SlaBreached, { ...about, at: settledDue }, { occurredAt: settledDue }));
    });

    it('R65 what was done before the earliest date is met at once', () => {
      const at = '2021-01-11T22:59:59.999Z';
      given(slaClock, waiting)
        .when(meetSla, { ...about, at }, { facts: undefined })
        .then(event(SlaMet, { ...about, at }, { occurredAt: at }));
    });

    it.each([
      [provisionalDue, SlaMet, provisionalDue],
      ['2021-01-12T10:00:00.000Z', SlaMet, '2021-01-12T10:00:00.000Z'],
      [settledDue, SlaBreached, settledDue],
    ])('R65 what was done at %s is judged when the year is published', (at, outcome, decidedAt) => {
      const deferred = event(SlaJudgementDeferred, { ...about, at }, { occurredAt: at });
      given(slaClock, waiting)
        .when(meetSla, { ...about, at }, { facts: undefined })
        .then(deferred);
      given(slaClock, waiting, deferred)
        .when(meetSla, { ...about, at: settledDue }, { facts: undefined })
        .then();
      given(slaClock, waiting, deferred)
        .when(settleSlaClock, about, { facts: published })
        .then(settled, event(outcome, { ...about, at: decidedAt }, { occurredAt: decidedAt }));
    });
  });

  it('E16 a clock that runs keeps its due date', () => {
    given(slaClock, started(due))
      .when(startSlaClock, { ...ack, startedAt: '2020-04-01T08:00:00.000Z' }, { facts: undefined })
      .then();
  });

  it('R64 done before it is due is met; done at the due instant is a breach, whether or not a timer had looked', () => {
    const before = '2020-03-30T07:59:59.999Z';
    given(slaClock, started(due))
      .when(meetSla, { ...ack, at: before }, { facts: undefined })
      .then(event(SlaMet, { ...ack, at: before }, { occurredAt: before }));
    given(slaClock, started(due))
      .when(meetSla, { ...ack, at: due }, { facts: undefined })
      .then(event(SlaBreached, { ...ack, at: due }, { occurredAt: due }));
  });

  it('a breach is recorded when it is due, not before', () => {
    given(slaClock, started(due))
      .when(breachSla, ack, { facts: undefined, now: '2020-03-30T07:59:59.999Z' })
      .then();
    given(slaClock, started(due))
      .when(breachSla, ack, { facts: undefined, now: '2020-04-09T08:00:00.000Z' })
      .then(event(SlaBreached, { ...ack, at: due }, { occurredAt: due }));
  });

  it('E31 E33 the clock of a replaced or withdrawn order is superseded', () => {
    const now = '2020-03-29T08:00:00.000Z';
    given(slaClock, started(due))
      .when(supersedeSla, ack, { facts: undefined, now })
      .then(event(SlaSuperseded, { ...ack, at: now }, { occurredAt: now }));
  });

  it.each([
    event(SlaMet, { ...ack, at: '2020-03-29T08:00:00.000Z' }),
    event(SlaBreached, { ...ack, at: due }),
    event(SlaSuperseded, { ...ack, at: due }),
  ])('$type is the one outcome', (end) => {
    const past = given(slaClock, started(due), end);
    const late = { facts: undefined, now: '2020-05-01T00:00:00.000Z' };
    for (const step of [
      past.when(meetSla, { ...ack, at: '2020-03-29T09:00:00.000Z' }, late),
      past.when(breachSla, ack, late),
      past.when(supersedeSla, ack, late),
      past.when(startSlaClock, { ...ack, startedAt: late.now }, late),
    ]) {
      expect(step.outcome).toStrictEqual([]);
    }
  });
});

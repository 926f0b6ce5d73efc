import { describe, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import {
  ProviderReportApplied,
  ProviderReportGivenUp,
  type ProviderReportRecorded,
  ProviderReportUnmatched,
} from '../contracts/report-events.js';
import { type Answer, type ApplicationFacts, applyReport } from './applying.js';
import { ReportUnknown } from './refusals.js';
import { type ReportEvent, reportFold } from './report.js';
import { apply, codeId, institutionId, occurrence, receivedAt, recordedAs, reportId } from './samples.js';

const expiresAt = '2020-07-31T22:00:00.000Z';
const accepted: Answer = { refusal: undefined, recorded: true };
const refused = (refusal: string): Answer => ({ refusal, recorded: false });
const known = (
  answer: Answer | undefined,
  more: Partial<NonNullable<ApplicationFacts['code']>> = {},
): ApplicationFacts => ({
  code: { institutionId, expiresAt, consumption: undefined, occurrence, answer, ...more },
});
const appliedAs = (differences: Partial<ProviderReportApplied>) =>
  event(
    ProviderReportApplied,
    {
      ...{ reportId, codeId, institutionId, outcome: 'APPLIED', occurredAt: occurrence.at },
      ...{ zone: 'Europe/Berlin', zoneConfidence: 'STATED', late: false },
      ...differences,
    },
    { occurredAt: occurrence.at, basis: { policies: ['match-10-days@1'] } },
  );
const retryUntil = '2019-11-15T00:00:00.000Z';
const unmatched = event(ProviderReportUnmatched, { reportId, cause: 'UNKNOWN_CODE', retryUntil });

const applying = (
  facts: ApplicationFacts,
  report: Partial<ProviderReportRecorded> = {},
  now = receivedAt,
  ...past: ReportEvent[]
) => given(reportFold, recordedAs(report), ...past).when(applyReport, apply, { facts, now });

describe('what becomes of a report', () => {
  it('I27 is applied once', () => {
    applying(known(accepted)).then(appliedAs({}));
    applying(known(accepted), {}, receivedAt, appliedAs({})).then();
    given(reportFold)
      .when(applyReport, apply, { facts: { code: undefined } })
      .thenRefused(ReportUnknown);
  });

  it('I27 says when the code knew it already from elsewhere', () => {
    applying(known({ refusal: undefined, recorded: false })).then(appliedAs({ outcome: 'ALREADY_KNOWN' }));
  });

  it('I18 E38 is judged by when it happened, and marked as late when the code had expired meanwhile', () => {
    applying(known(accepted), {}, expiresAt).then(appliedAs({ late: true }));
  });

  it('I17 what happened after the expiry is not late, whenever it is reported', () => {
    const after = { ...occurrence, at: expiresAt };
    applying(known(refused('code-expired'), { occurrence: after }), {}, '2020-08-02T00:00:00.000Z').then(
      event(
        ProviderReportApplied,
        {
          ...refusedAs('code-expired', false).data,
          ...{ occurredAt: expiresAt, late: false },
        },
        { occurredAt: expiresAt, basis: { policies: ['match-10-days@1'] } },
      ),
    );
  });

  it('E22 says that its zone was assumed', () => {
    const assumed = { ...occurrence, zoneConfidence: 'ASSUMED' } as const;
    applying(known(accepted, { occurrence: assumed })).then(appliedAs({ zoneConfidence: 'ASSUMED' }));
  });

  it('E40 a changed result changes no consumption', () => {
    applying(known(undefined), { kind: 'RESULT_CHANGED' }).then(appliedAs({ outcome: 'NOTED' }));
  });

  it('E42 a booking that comes after its result is historical, and so is one from before the use', () => {
    const consumption = { key: 'REG-1', occurredAt: '2019-11-04T09:00:00.000Z' };
    const historical = appliedAs({ outcome: 'HISTORICAL', refusal: 'code-already-consumed' });
    const answer = refused('code-already-consumed');
    applying(known(answer, { consumption }), { kind: 'BOOKING' }).then(historical);
    applying(known(answer, { consumption: { ...consumption, key: 'REG-9' } }), { kind: 'BOOKING' }).then(
      historical,
    );
    const sameTime = { key: 'REG-9', occurredAt: occurrence.at };
    applying(known(answer, { consumption: sameTime }), { kind: 'BOOKING' }).then(historical);
    const before = { key: 'REG-9', occurredAt: '2019-11-04T07:59:59.999Z' };
    const own = { ...before, key: 'REG-1' };
    applying(known(answer, { consumption: own }), { kind: 'BOOKING' }).then(historical);
    applying(known(answer, { consumption: before }), { kind: 'BOOKING' }).then(
      appliedAs({ outcome: 'REFUSED', refusal: 'code-already-consumed', questioned: false }),
    );
  });

  it('E42 a cancellation of another booking from before the use is historical', () => {
    const consumption = { key: 'REG-9', occurredAt: '2019-11-04T09:00:00.000Z' };
    applying(known(refused('booking-unknown'), { consumption }), { kind: 'CANCELLATION' }).then(
      appliedAs({ outcome: 'HISTORICAL', refusal: 'booking-unknown' }),
    );
    const own = { ...consumption, key: 'REG-1' };
    applying(known(refused('booking-unknown'), { consumption: own }), { kind: 'CANCELLATION' }).then(
      appliedAs({ outcome: 'REFUSED', refusal: 'booking-unknown', questioned: false }),
    );
  });

  it('E42 only bookings and cancellations can be overtaken, and only by a later use', () => {
    const consumption = { key: 'REG-9', occurredAt: '2019-11-04T09:00:00.000Z' };
    const answer = refused('code-already-consumed');
    for (const kind of ['RESULT', 'NO_SHOW'] as const)
      applying(known(answer, { consumption }), { kind }).then(refusedAs('code-already-consumed', true));
    const before = { ...consumption, occurredAt: '2019-11-04T07:59:59.999Z' };
    applying(known(refused('booking-unknown'), { consumption: before }), { kind: 'CANCELLATION' }).then(
      refusedAs('booking-unknown', false),
    );
  });

  it('E42 nothing else waits: what is refused for another reason is refused', () => {
    applying(known(refused('too-late-to-release')), { kind: 'CANCELLATION' }).then(
      refusedAs('too-late-to-release', false),
    );
    applying(known(refused('booking-unknown')), { kind: 'NO_SHOW' }).then(
      refusedAs('booking-unknown', false),
    );
    applying(known(refused('code-already-booked')), { kind: 'NO_SHOW' }).then(
      refusedAs('code-already-booked', false),
    );
  });

  it('E42 a cancellation waits for its booking, and a booking for the end of another', () => {
    const waits = (cause: 'UNKNOWN_BOOKING' | 'OTHER_BOOKING_LIVE') =>
      event(ProviderReportUnmatched, { reportId, cause, retryUntil, institutionId });
    applying(known(refused('booking-unknown')), { kind: 'CANCELLATION' }).then(waits('UNKNOWN_BOOKING'));
    applying(known(refused('code-already-booked')), { kind: 'BOOKING' }).then(waits('OTHER_BOOKING_LIVE'));
  });

  it('E43 waits 10 days for an unknown code, is tried again without a trace, and is then given up once', () => {
    const nothing = { code: undefined };
    const givenUp = event(ProviderReportGivenUp, { reportId, cause: 'UNKNOWN_CODE' });
    applying(nothing).then(unmatched);
    applying(nothing, {}, '2019-11-14T23:59:59.999Z', unmatched).then();
    applying(nothing, {}, retryUntil, unmatched).then(givenUp);
    applying(nothing, {}, retryUntil, unmatched, givenUp).then();
  });

  it('E43 is applied when its code has been issued meanwhile, even after it was given up', () => {
    const matched = appliedAs({ waitedFor: 'UNKNOWN_CODE' });
    applying(known(accepted), {}, '2019-11-07T00:00:00.000Z', unmatched).then(matched);
    const givenUp = event(ProviderReportGivenUp, { reportId, cause: 'UNKNOWN_CODE' });
    applying(known(accepted), {}, '2019-12-07T00:00:00.000Z', unmatched, givenUp).then(matched);
  });

  it.each(['code-already-consumed', 'code-void', 'code-late-window-over'])(
    'E18 leaves the case of %s to the code, which has asked',
    (refusal) => applying(known(refused(refusal))).then(refusedAs(refusal, true)),
  );

  it.each(['code-expired', 'code-before-term', 'code-of-other-provider'])(
    'I17 I26 a report that the code refuses as %s is a case of its own',
    (refusal) => applying(known(refused(refusal))).then(refusedAs(refusal, false)),
  );

  it('E24 leaves the case of a booking beyond the expiry to the code', () => {
    applying(known(refused('booked-beyond-expiry')), { kind: 'BOOKING' }).then(
      refusedAs('booked-beyond-expiry', true),
    );
  });
});

const refusedAs = (refusal: string, questioned: boolean) =>
  appliedAs({ outcome: 'REFUSED', refusal, questioned });

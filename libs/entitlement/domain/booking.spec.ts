import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  BookingReleased,
  CodeExpired,
  CodeForfeited,
  CodeReserved,
  CodeUseQuestioned,
  CodeVoidFailed,
  ExpiryReversed,
} from '../contracts/code-events.js';
import { type BookExam, type ForfeitCode, type ReleaseBooking } from '../contracts/use-commands.js';
import { AccreditationLost } from './assignment-refusals.js';
import { bookExam, type BookingFacts } from './booking.js';
import {
  AlreadyBooked,
  BookedBeyondExpiry,
  BookingGivenUp,
  BookingUnknown,
  ExamBeforeBooking,
  ExamNotCovered,
  ExamNotSittable,
  NotCancelledByProvider,
  NotForfeited,
  ReleaseBackdated,
  ReleasedBeforeBooked,
  TooLateToRelease,
} from './booking-refusals.js';
import { type CodeEvent, codeFold } from './code.js';
import {
  BeforeTerm,
  CodeAlreadyConsumed,
  CodeIsExpired,
  CodeIsVoid,
  CodeUnknown,
  OtherProvider,
  UseInFuture,
} from './code-refusals.js';
import { forfeitCode, releaseBooking, rescheduleExam } from './releasing.js';
import {
  assigned,
  beforeExpiry,
  bookedAt,
  codeId,
  disclosed,
  eligible,
  examAt,
  expiresAt,
  issued,
  redeemed,
  reserved,
  sitting,
  swept,
  voided,
} from './samples.js';

const recordedBy = (decided: { readonly outcome: unknown }) => (decided.outcome as Refusal).events;

const books = (
  past: readonly CodeEvent[],
  differences: Partial<BookExam> = {},
  { now = bookedAt, facts = {} }: { now?: string; facts?: Partial<BookingFacts> } = {},
) =>
  given(codeFold, ...past).when(
    bookExam,
    { ...sitting, ...differences },
    { now, facts: { ...eligible, ...facts } },
  );

const releases = (
  past: readonly CodeEvent[],
  differences: Partial<ReleaseBooking>,
  now = examAt,
  byProvider = true,
) =>
  given(codeFold, ...past).when(
    releaseBooking,
    { bookingKey: 'BK-1', cause: 'CANCELLED_IN_TIME', occurredAt: bookedAt, ...differences },
    { now, facts: { byProvider } },
  );

const forfeits = (
  past: readonly CodeEvent[],
  differences: Partial<ForfeitCode> = {},
  now = '2019-11-05T00:00:00.000Z',
) =>
  given(codeFold, ...past).when(
    forfeitCode,
    { bookingKey: 'BK-1', cause: 'NO_SHOW', occurredAt: examAt, ...differences },
    { now, facts: undefined },
  );

const released = (
  occurredAt: string,
  cause: BookingReleased['cause'] = 'CANCELLED_IN_TIME',
  bookingKey = 'BK-1',
) => event(BookingReleased, { codeId, bookingKey, cause, occurredAt }, { occurredAt });

describe('booking an exam', () => {
  it('R55 R60 chooses the exam and holds the code, assigned or not', () => {
    books([issued]).then(reserved);
    books([issued, assigned, disclosed]).then(reserved);
  });

  it('R60 I16 holds one live booking', () => {
    books([issued, reserved], { bookingKey: 'BK-2' }).thenRefused(AlreadyBooked);
    books([issued, reserved], { examCode: '70-483' }).thenRefused(AlreadyBooked);
    books([issued, reserved], { examAt: '2019-11-05T08:00:00.000Z' }).thenRefused(AlreadyBooked);
    books([issued, reserved, released(bookedAt)], { bookingKey: 'BK-2' }).then(
      event(CodeReserved, { ...reserved.data, bookingKey: 'BK-2' }, { occurredAt: bookedAt }),
    );
  });

  it('E19 takes the same booking again as a repeat, live or used', () => {
    books([issued, reserved]).then();
    books([issued, reserved, redeemed()]).then();
  });

  it('R60 I16 E42 brings no released booking back: a report of it says nothing new, a request is refused', () => {
    books([issued, reserved, released(bookedAt)], { reported: true }).then();
    books([issued, reserved, released(bookedAt)]).thenRefused(BookingGivenUp);
  });

  it('I26 refuses another provider', () => {
    books([issued], { provider: 'CERTIPORT' }).thenRefused(OtherProvider);
  });

  it('I21 R32 refuses an exam of no family of the code, or that its provider does not deliver', () => {
    books([issued], {}, { facts: { covered: false } }).thenRefused(ExamNotCovered);
    books([issued], {}, { facts: { delivered: false } }).thenRefused(ExamNotCovered);
  });

  it('I21 E57 refuses a retired exam; the code stays good for another', () => {
    books([issued], {}, { facts: { sittable: false } }).thenRefused(ExamNotSittable);
    books([issued], { examCode: '70-483' }).then({
      ...reserved,
      data: { ...reserved.data, examCode: '70-483' },
    });
  });

  it('R63 E24 refuses an exam at or after expiry; only a report of one made already becomes a question', () => {
    const beyond = books([issued], { examAt: expiresAt });
    beyond.thenRefused(BookedBeyondExpiry);
    expect(recordedBy(beyond)).toStrictEqual([]);
    const report = books([issued], { examAt: expiresAt, occurredAt: bookedAt, reported: true });
    report.thenRefused(BookedBeyondExpiry);
    const asked = event(
      CodeUseQuestioned,
      { codeId, kind: 'BOOKED_BEYOND_EXPIRY', key: 'BK-1', occurredAt: bookedAt, examCode: '70-480' },
      { occurredAt: bookedAt },
    );
    expect(recordedBy(report)).toStrictEqual([asked]);
    expect(
      recordedBy(books([issued, asked], { examAt: expiresAt, occurredAt: bookedAt, reported: true })),
    ).toStrictEqual([]);
    // Whatever else is wrong with such an exam: the report is a question.
    const ineligible = { sittable: false, covered: false, lostAccreditation: () => true };
    const unfit = books([issued], { examAt: expiresAt, reported: true }, { facts: ineligible });
    unfit.thenRefused(BookedBeyondExpiry);
    expect(recordedBy(unfit)).toStrictEqual([asked]);
    books([issued], { examAt: beforeExpiry }).then({
      ...reserved,
      data: { ...reserved.data, examAt: beforeExpiry },
    });
  });

  it('I17 refuses a booking made at or after expiry, swept or not, and takes one made before', () => {
    const late = { occurredAt: expiresAt, examAt: '2020-08-20T00:00:00.000Z' };
    books([issued], late, { now: expiresAt }).thenRefused(CodeIsExpired);
    books([issued, swept], {}, { now: expiresAt }).thenRefused(CodeIsExpired);
    books([issued], { occurredAt: bookedAt }, { now: expiresAt }).then(reserved);
  });

  it('R57 refuses a booking before the term, and an exam before its booking', () => {
    books([issued], { occurredAt: '2019-07-31T21:59:59.999Z' }).thenRefused(BeforeTerm);
    const firstInstant = '2019-07-31T22:00:00.000Z';
    books([issued], { occurredAt: firstInstant }).then(
      event(CodeReserved, { ...reserved.data, bookedAt: firstInstant }, { occurredAt: firstInstant }),
    );
    books([issued], { examAt: bookedAt }).thenRefused(ExamBeforeBooking);
    books([issued], { occurredAt: examAt }).thenRefused(UseInFuture);
  });

  it('I15 refuses a used, void or unknown code', () => {
    books([issued, redeemed()]).thenRefused(CodeAlreadyConsumed);
    books([issued, voided]).thenRefused(CodeIsVoid);
    books([]).thenRefused(CodeUnknown);
  });

  it('R71 E52 is suspended long after accreditation was lost, except for a disclosed code', () => {
    const facts = { lostAccreditation: () => true };
    books([issued, assigned], {}, { facts }).thenRefused(AccreditationLost);
    books([issued, assigned, disclosed], {}, { facts }).then(reserved);
  });
});

describe('releasing a booking', () => {
  it('E25 is in time until exactly 24 hours before the exam, and not a millisecond later', () => {
    releases([issued, reserved], { occurredAt: '2019-11-03T08:00:00.000Z' }).then(
      released('2019-11-03T08:00:00.000Z'),
    );
    releases([issued, reserved], { occurredAt: '2019-11-03T08:00:00.001Z' }).thenRefused(TooLateToRelease);
  });

  it('E27 is never too late when the provider cancels', () => {
    const occurredAt = examAt;
    releases([issued, reserved], { cause: 'PROVIDER_CANCELLED', occurredAt }).then(
      released(occurredAt, 'PROVIDER_CANCELLED'),
    );
  });

  it('E25 E27 R60 nobody but the provider says that the provider cancelled', () => {
    const cause = 'PROVIDER_CANCELLED';
    releases([issued, reserved], { cause, occurredAt: examAt }, examAt, false).thenRefused(
      NotCancelledByProvider,
    );
    releases([issued, reserved, released(bookedAt)], { cause }, examAt, false).thenRefused(
      NotCancelledByProvider,
    );
  });

  it('E25 R60 who is not the provider cancels now: no time of long ago makes it in time', () => {
    const last = '2019-11-03T08:00:00.000Z';
    const fiveMinutesBefore = '2019-11-03T07:55:00.000Z';
    releases([issued, reserved], { occurredAt: fiveMinutesBefore }, last, false).then(released(last));
    releases([issued, reserved], { occurredAt: '2019-11-03T07:54:59.999Z' }, last, false).thenRefused(
      ReleaseBackdated,
    );
    // On its way it became too late.
    releases([issued, reserved], { occurredAt: last }, '2019-11-03T08:00:00.001Z', false).thenRefused(
      TooLateToRelease,
    );
  });

  it('E25 R60 a booking is cancelled after it was made, whoever says so', () => {
    const occurredAt = '2019-10-01T07:59:59.999Z';
    for (const cause of ['CANCELLED_IN_TIME', 'PROVIDER_CANCELLED'] as const)
      releases([issued, reserved], { cause, occurredAt }).thenRefused(ReleasedBeforeBooked);
    releases([issued, reserved], { occurredAt }, bookedAt, false).thenRefused(ReleasedBeforeBooked);
    releases([issued, reserved], {}).then(released(bookedAt));
  });

  it('E28 after expiry leaves the code expired at its expiry instant, and asks for goodwill', () => {
    const now = '2020-08-02T00:00:00.000Z';
    const asked = event(
      CodeUseQuestioned,
      { codeId, kind: 'RELEASED_AFTER_EXPIRY', key: 'BK-1', occurredAt: bookedAt },
      { occurredAt: bookedAt },
    );
    const expired = { codeId, effectiveAt: expiresAt, sweptAt: now, hadAssignee: false, hadBooking: false };
    releases([issued, reserved], {}, now).then(
      released(bookedAt),
      event(CodeExpired, expired, { occurredAt: expiresAt }),
      asked,
    );
    releases([issued, reserved, swept], {}, now).then(released(bookedAt), asked);
    releases([issued, reserved, voided], {}, now).then(released(bookedAt), asked);
    releases([issued, reserved], {}, expiresAt).then(
      released(bookedAt),
      event(CodeExpired, { ...expired, sweptAt: expiresAt }, { occurredAt: expiresAt }),
      asked,
    );
  });

  it('E19 again is a repeat; of another booking it is refused', () => {
    releases([issued, reserved, released(bookedAt)], {}).then();
    releases([issued, reserved], { bookingKey: 'BK-9' }).thenRefused(BookingUnknown);
    releases([issued], {}).thenRefused(BookingUnknown);
    releases([], {}).thenRefused(CodeUnknown);
    releases([issued, reserved], { occurredAt: '2019-11-04T08:00:00.001Z' }).thenRefused(UseInFuture);
  });
});

describe('rescheduling', () => {
  const moves = (
    past: readonly CodeEvent[],
    occurredAt: string,
    newExamAt: string,
    { now = occurredAt, byProvider = true } = {},
  ) =>
    given(codeFold, ...past).when(
      rescheduleExam,
      { ...sitting, newBookingKey: 'BK-2', examAt: newExamAt, occurredAt },
      { now, facts: { ...eligible, byProvider } },
    );
  const moved = (occurredAt: string, newExamAt: string) =>
    event(
      CodeReserved,
      { ...reserved.data, bookingKey: 'BK-2', examAt: newExamAt, bookedAt: occurredAt },
      { occurredAt },
    );

  it('E26 releases and reserves in one decision, as often as wanted', () => {
    const [at, to] = ['2019-10-05T00:00:00.000Z', '2019-12-04T08:00:00.000Z'];
    moves([issued, reserved], at, to).then(released(at, 'RESCHEDULED'), moved(at, to));
    const past = [issued, reserved, released(at, 'RESCHEDULED'), moved(at, to)];
    moves(past, at, to).then();
    given(codeFold, ...past)
      .when(
        rescheduleExam,
        { ...sitting, newBookingKey: 'BK-3', examAt: to, occurredAt: at },
        { now: at, facts: { ...eligible, byProvider: true } },
      )
      .thenRefused(BookingUnknown);
  });

  it('R60 I16 needs a key that no booking of the code has had', () => {
    const [at, to] = ['2019-10-05T00:00:00.000Z', '2019-12-04T08:00:00.000Z'];
    const again = event(CodeReserved, { ...reserved.data, bookingKey: 'BK-3' }, { occurredAt: bookedAt });
    const past = [issued, reserved, released(bookedAt), again];
    given(codeFold, ...past)
      .when(
        rescheduleExam,
        { ...sitting, bookingKey: 'BK-3', newBookingKey: 'BK-1', examAt: to, occurredAt: at },
        { now: at, facts: { ...eligible, byProvider: true } },
      )
      .thenRefused(BookingGivenUp);
    given(codeFold, issued, reserved)
      .when(
        rescheduleExam,
        { ...sitting, newBookingKey: 'BK-1', examAt: to, occurredAt: at },
        { now: at, facts: { ...eligible, byProvider: true } },
      )
      .thenRefused(BookingGivenUp);
  });

  it('E25 R60 who is not the provider moves it now', () => {
    const [at, to] = ['2019-11-03T07:56:00.000Z', '2019-12-04T08:00:00.000Z'];
    const now = '2019-11-03T08:00:00.000Z';
    moves([issued, reserved], at, to, { now, byProvider: false }).then(
      released(now, 'RESCHEDULED'),
      moved(now, to),
    );
    moves([issued, reserved], bookedAt, to, { now, byProvider: false }).thenRefused(ReleaseBackdated);
    moves([issued, reserved], '2019-10-01T07:59:59.999Z', to, { now }).thenRefused(ReleasedBeforeBooked);
    moves([issued, reserved], at, to, { now: '2019-11-03T08:00:00.001Z', byProvider: false }).thenRefused(
      TooLateToRelease,
    );
  });

  it('E25 E24 R60 keeps the old booking when the new one cannot be', () => {
    moves([issued, reserved], '2019-11-03T08:00:00.001Z', '2019-12-04T08:00:00.000Z').thenRefused(
      TooLateToRelease,
    );
    const beyond = moves([issued, reserved], '2019-10-05T00:00:00.000Z', expiresAt);
    beyond.thenRefused(BookedBeyondExpiry);
    // Nothing was booked, so there is nothing to ask.
    expect(recordedBy(beyond)).toStrictEqual([]);
    moves([issued], '2019-10-05T00:00:00.000Z', '2019-12-04T08:00:00.000Z').thenRefused(BookingUnknown);
    moves([], '2019-10-05T00:00:00.000Z', '2019-12-04T08:00:00.000Z').thenRefused(CodeUnknown);
  });
});

describe('forfeiting a code', () => {
  const forfeited = (differences: Partial<CodeForfeited> = {}) => {
    const occurredAt = differences.occurredAt ?? examAt;
    return event(
      CodeForfeited,
      { codeId, bookingKey: 'BK-1', cause: 'NO_SHOW', occurredAt, late: false, ...differences },
      { occurredAt },
    );
  };

  it('I15 consumes the code of a candidate who did not come', () => {
    forfeits([issued, reserved]).then(forfeited());
    forfeits([issued, reserved], { occurredAt: '2019-11-04T07:59:59.999Z' }).thenRefused(NotForfeited);
  });

  it('E25 consumes it for a cancellation less than 24 hours before, not for one at 24 hours', () => {
    const occurredAt = '2019-11-03T08:00:00.001Z';
    forfeits([issued, reserved], { cause: 'LATE_CANCEL', occurredAt }).then(
      forfeited({ cause: 'LATE_CANCEL', occurredAt }),
    );
    forfeits([issued, reserved], {
      cause: 'LATE_CANCEL',
      occurredAt: '2019-11-03T08:00:00.000Z',
    }).thenRefused(NotForfeited);
  });

  it('I15 E19 consumes once: again is a repeat, after a redemption it is refused', () => {
    forfeits([issued, reserved, forfeited()]).then();
    forfeits([issued, reserved, redeemed()]).thenRefused(CodeAlreadyConsumed);
    forfeits([issued, reserved, forfeited()], { bookingKey: 'BK-2' }).thenRefused(CodeAlreadyConsumed);
  });

  it('I16 needs that booking', () => {
    forfeits([issued]).thenRefused(BookingUnknown);
    forfeits([issued, reserved, released(bookedAt)]).thenRefused(BookingUnknown);
    forfeits([]).thenRefused(CodeUnknown);
  });

  it('I17 I18 E21 counts by when it happened: reported late it takes a recorded expiry back', () => {
    const now = '2020-08-10T00:00:00.000Z';
    forfeits([issued, reserved], {}, now).then(forfeited({ late: true }));
    forfeits([issued, reserved, swept], {}, now).then(
      event(
        ExpiryReversed,
        { codeId, reason: 'USED_BEFORE_EXPIRY', occurredAt: examAt },
        { occurredAt: examAt },
      ),
      forfeited({ late: true }),
    );
    forfeits([issued, reserved], { occurredAt: expiresAt }, now).thenRefused(CodeIsExpired);
  });

  it('E54 wins over a void that came after it', () => {
    forfeits([issued, reserved, voided], {}, '2020-01-16T00:00:00.000Z').then(
      event(CodeVoidFailed, { codeId, cause: 'COMPROMISED', usedAt: examAt }, { occurredAt: examAt }),
      forfeited(),
    );
  });
});

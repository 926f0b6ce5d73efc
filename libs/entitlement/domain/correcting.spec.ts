import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import {
  CodeExpired,
  CodeForfeited,
  CodeRedeemed,
  CodeUseQuestioned,
  CorrectionRecorded,
  ExpiryReversed,
} from '../contracts/code-events.js';
import { type CodeEvent, codeFold, statusAt } from './code.js';
import { CodeAlreadyConsumed, CodeUnknown } from './code-refusals.js';
import {
  acceptLateUse,
  countOtherUse,
  NotConsumedBy,
  reverseConsumption,
  UseNotAsked,
} from './correcting.js';
import { redeemCode } from './redeeming.js';
import { forfeitCode } from './releasing.js';
import {
  beforeExpiry,
  codeId,
  eligible,
  examAt,
  expiresAt,
  id,
  issued,
  redeemed,
  redemption,
  swept,
  voided,
} from './samples.js';

const caseId = id('cas', 1);
const facts = { family: 'MCSA' } as const;
const late = { now: '2020-12-01T00:00:00.000Z' };
const about = { codeId, caseId };
const sat = { occurredZone: 'Europe/Berlin', zoneConfidence: 'STATED', examCode: '70-480' } as const;
const questioned = (kind: CodeUseQuestioned['kind'], more: Partial<CodeUseQuestioned> = {}) => {
  const occurredAt = more.occurredAt ?? beforeExpiry;
  return event(CodeUseQuestioned, { codeId, kind, key: 'REG-1', occurredAt, ...more }, { occurredAt });
};
const tooLate = questioned('LATE_BEYOND_WINDOW', sat);
const reversed = event(
  ExpiryReversed,
  { codeId, caseId, reason: 'USED_BEFORE_EXPIRY', occurredAt: beforeExpiry },
  { occurredAt: beforeExpiry },
);
const counted = redeemed({ occurredAt: beforeExpiry, reportedAt: late.now, late: true, caseId });
const correction = event(
  CorrectionRecorded,
  { codeId, caseId, reversed: 'REDEEMED', key: 'REG-1', usedAt: examAt },
  { occurredAt: examAt },
);

describe('accepting a use that was reported after the late window', () => {
  it('E21 I38 takes the expiry back and counts the use, both under the case', () => {
    given(codeFold, issued, swept, tooLate)
      .when(acceptLateUse, { ...about, key: 'REG-1' }, { facts, ...late })
      .then(reversed, counted);
  });

  it('E21 counts a no-show as what it was', () => {
    const noShow = questioned('LATE_BEYOND_WINDOW', { key: 'BK-1', forfeitCause: 'NO_SHOW' });
    const forfeited = event(
      CodeForfeited,
      { codeId, bookingKey: 'BK-1', cause: 'NO_SHOW', occurredAt: beforeExpiry, late: true, caseId },
      { occurredAt: beforeExpiry, basis: { policies: ['late-window-45-days@1'] } },
    );
    given(codeFold, issued, swept, noShow)
      .when(acceptLateUse, { ...about, key: 'BK-1' }, { facts, ...late })
      .then(reversed, forfeited);
  });

  it('I38 counts only what is in question, and once', () => {
    given(codeFold, issued, swept)
      .when(acceptLateUse, { ...about, key: 'REG-1' }, { facts, ...late })
      .thenRefused(UseNotAsked);
    given(codeFold, issued, swept, tooLate, reversed, counted)
      .when(acceptLateUse, { ...about, key: 'REG-1' }, { facts, ...late })
      .then();
    given(codeFold, issued, redeemed({ registrationKey: 'REG-9' }), tooLate)
      .when(acceptLateUse, { ...about, key: 'REG-1' }, { facts, ...late })
      .thenRefused(CodeAlreadyConsumed);
  });

  it('E21 shows the state as it was known at each moment: expired, then used in time', () => {
    const known = (events: readonly CodeEvent[]) => {
      const code = fold(codeFold, events);
      return code && statusAt(code, late.now);
    };
    const history = [issued, swept, tooLate, reversed, counted];
    expect(history.map((_, count) => known(history.slice(0, count + 1)))).toStrictEqual([
      'EXPIRED',
      'EXPIRED',
      'EXPIRED',
      'EXPIRED',
      'REDEEMED',
    ]);
  });
});

describe('taking a consumption back', () => {
  const used = redeemed();

  it('I38 frees the code as it was before, never silently', () => {
    given(codeFold, issued, used)
      .when(
        reverseConsumption,
        { ...about, key: 'REG-1' },
        { facts: undefined, now: '2019-12-01T00:00:00.000Z' },
      )
      .then(correction);
    const code = fold(codeFold, [issued, used, correction]);
    expect(code && statusAt(code, '2019-12-01T00:00:00.000Z')).toBe('ISSUED');
  });

  it('R63 leaves it expired when its term is over', () => {
    const expiry = event(
      CodeExpired,
      { ...swept.data, sweptAt: late.now },
      { occurredAt: swept.data.effectiveAt },
    );
    given(codeFold, issued, used)
      .when(reverseConsumption, { ...about, key: 'REG-1' }, { facts: undefined, ...late })
      .then(correction, expiry);
  });

  it('I15 the registration that was taken back never consumes the code again, however often it is reported', () => {
    const now = '2019-12-01T00:00:00.000Z';
    given(codeFold, issued, used, correction).when(redeemCode, redemption, { facts: eligible, now }).then();
    const forfeit = { bookingKey: 'REG-1', cause: 'NO_SHOW', occurredAt: examAt, examAt } as const;
    given(codeFold, issued, used, correction).when(forfeitCode, forfeit, { facts: undefined, now }).then();
    given(codeFold, issued, used, correction)
      .when(redeemCode, { ...redemption, registrationKey: 'REG-2' }, { facts: eligible, now })
      .then(redeemed({ registrationKey: 'REG-2', reportedAt: now }));
  });

  it('R63 E21 the expiry that was taken back for it is recorded again, from the expiry instant on', () => {
    const expiry = (now: string) =>
      event(CodeExpired, { ...swept.data, sweptAt: now }, { occurredAt: swept.data.effectiveAt });
    const ofLate = event(
      CorrectionRecorded,
      { codeId, caseId, reversed: 'REDEEMED', key: 'REG-1', usedAt: beforeExpiry },
      { occurredAt: beforeExpiry },
    );
    const taking = (now: string, ...past: readonly CodeEvent[]) =>
      given(codeFold, issued, ...past).when(
        reverseConsumption,
        { ...about, key: 'REG-1' },
        { facts: undefined, now },
      );
    taking(late.now, swept, tooLate, reversed, counted).then(ofLate, expiry(late.now));
    taking(expiresAt, counted).then(ofLate, expiry(expiresAt));
    taking(beforeExpiry, counted).then(ofLate);
    taking(late.now, counted, voided).then(ofLate);
  });

  it('takes back only what was consumed, and once', () => {
    given(codeFold, issued)
      .when(reverseConsumption, { ...about, key: 'REG-1' }, { facts: undefined })
      .thenRefused(NotConsumedBy);
    given(codeFold, issued, used, correction)
      .when(reverseConsumption, { ...about, key: 'REG-1' }, { facts: undefined })
      .then();
  });
});

describe('counting the other of two uses', () => {
  const second = questioned('DOUBLE_USE', { ...sat, key: 'REG-2', occurredAt: '2019-12-04T08:00:00.000Z' });

  it('E18 I15 the code stays consumed once', () => {
    const now = '2019-12-05T00:00:00.000Z';
    const other = redeemed({
      registrationKey: 'REG-2',
      occurredAt: second.data.occurredAt,
      reportedAt: now,
      caseId,
    });
    given(codeFold, issued, redeemed(), second)
      .when(countOtherUse, { ...about, key: 'REG-2' }, { facts, now })
      .then(correction, other);
    given(codeFold, issued, redeemed(), second, correction, other)
      .when(countOtherUse, { ...about, key: 'REG-2' }, { facts, now })
      .then();
  });

  it('E18 E45 of several questions counts just the one that was decided, with the person that was reported', () => {
    const now = '2019-12-05T00:00:00.000Z';
    const third = questioned('DOUBLE_USE', {
      ...{ ...sat, key: 'REG-3', examCode: '70-483', personRef: id('per', 3) },
      occurredAt: '2019-12-03T08:00:00.000Z',
    });
    given(codeFold, issued, redeemed(), second, third)
      .when(countOtherUse, { ...about, key: 'REG-3' }, { facts: { family: undefined }, now })
      .then(
        correction,
        event(
          CodeRedeemed,
          {
            ...{ codeId, provider: 'PEARSON_VUE', registrationKey: 'REG-3', examCode: '70-483' },
            ...{ occurredAt: third.data.occurredAt, occurredZone: 'Europe/Berlin', zoneConfidence: 'STATED' },
            ...{ reportedAt: now, late: false, crossRegion: false, caseId, personRef: id('per', 3) },
          },
          { occurredAt: third.data.occurredAt, basis: { policies: ['late-window-45-days@1'] } },
        ),
      );
    // A use in question for another reason is not the other of two; nor is there one when the first was taken back.
    const other = redeemed({ registrationKey: 'REG-9' });
    given(codeFold, issued, other, tooLate, second)
      .when(countOtherUse, { ...about, key: 'REG-1' }, { facts, now })
      .thenRefused(UseNotAsked);
    given(codeFold, issued, redeemed(), second, correction)
      .when(countOtherUse, { ...about, key: 'REG-2' }, { facts, now })
      .thenRefused(UseNotAsked);
    given(codeFold, issued, swept, questioned('DOUBLE_USE', { ...sat, key: 'REG-2' }), tooLate)
      .when(acceptLateUse, { ...about, key: 'REG-2' }, { facts, ...late })
      .thenRefused(UseNotAsked);
  });

  it('E22 what was reported without a zone is read in that of the code, and marked', () => {
    const now = '2019-12-05T00:00:00.000Z';
    const occurredAt = '2019-12-04T08:00:00.000Z';
    const unzoned = questioned('DOUBLE_USE', { key: 'REG-2', examCode: '70-480', occurredAt });
    given(codeFold, issued, redeemed(), unzoned)
      .when(countOtherUse, { ...about, key: 'REG-2' }, { facts, now })
      .then(
        correction,
        redeemed({
          registrationKey: 'REG-2',
          occurredAt,
          reportedAt: now,
          zoneConfidence: 'ASSUMED',
          caseId,
        }),
      );
  });

  it('I38 nothing is decided of a code that nobody knows', () => {
    const none = given(codeFold);
    none.when(acceptLateUse, { ...about, key: 'REG-1' }, { facts }).thenRefused(CodeUnknown);
    none.when(reverseConsumption, { ...about, key: 'REG-1' }, { facts: undefined }).thenRefused(CodeUnknown);
    none.when(countOtherUse, { ...about, key: 'REG-1' }, { facts }).thenRefused(CodeUnknown);
  });

  it('I38 counts only what is in question', () => {
    given(codeFold, issued, redeemed())
      .when(countOtherUse, { ...about, key: 'REG-2' }, { facts })
      .thenRefused(UseNotAsked);
  });
});

import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  CodeForfeited,
  CodeUseQuestioned,
  CodeVoidFailed,
  ExpiryReversed,
} from '../contracts/code-events.js';
import { type RedeemCode } from '../contracts/use-commands.js';
import { type CodeEvent, codeFold } from './code.js';
import {
  BeforeTerm,
  CodeAlreadyConsumed,
  CodeIsExpired,
  CodeIsVoid,
  CodeUnknown,
  LateWindowOver,
  OtherProvider,
  UseInFuture,
} from './code-refusals.js';
import { redeemCode, type RedemptionFacts } from './redeeming.js';
import {
  activeFrom,
  assigned,
  beforeExpiry,
  codeId,
  disclosed,
  eligible,
  erika,
  examAt,
  expiresAt,
  issued,
  max,
  redeemed,
  redemption,
  reserved,
  swept,
  voided,
  voidedAt,
} from './samples.js';

const reportedAt = '2019-11-05T00:00:00.000Z';

const redeems = (
  past: readonly CodeEvent[],
  differences: Partial<RedeemCode> = {},
  { now = reportedAt, facts = {} }: { now?: string; facts?: Partial<RedemptionFacts> } = {},
) =>
  given(codeFold, ...past).when(
    redeemCode,
    { ...redemption, ...differences },
    { now, facts: { ...eligible, ...facts } },
  );

const readAs = { occurredZone: 'Europe/Berlin', zoneConfidence: 'STATED' } as const;
const questioned = (kind: CodeUseQuestioned['kind'], more: Partial<CodeUseQuestioned> = {}) => {
  const occurredAt = more.occurredAt ?? examAt;
  return event(
    CodeUseQuestioned,
    { codeId, kind, key: 'REG-1', occurredAt, ...readAs, examCode: '70-480', ...more },
    { occurredAt },
  );
};

const recordedBy = (decided: { readonly outcome: unknown }) => (decided.outcome as Refusal).events;

describe('redeeming a code', () => {
  it('R18 R60 I15 consumes a live, assigned or booked code', () => {
    for (const past of [[issued], [issued, assigned, disclosed], [issued, assigned, disclosed, reserved]]) {
      redeems(past).then(redeemed());
    }
  });

  it('I34 records the policy that a late report is judged by', () => {
    const [event] = redeems([issued]).outcome as readonly ReturnType<typeof redeemed>[];
    expect(event?.basis).toStrictEqual({ policies: ['late-window-45-days@1'] });
  });

  it('E59 is consumed by a failed exam as by a passed one; a retake needs another code', () => {
    redeems([issued], { passed: false }).then(redeemed({ passed: false }));
    redeems([issued, redeemed({ passed: false })], { registrationKey: 'REG-2' }).thenRefused(
      CodeAlreadyConsumed,
    );
  });

  it('R60 I15 E18 pays once: the second gets no word about the first', () => {
    redeems([issued, assigned, redeemed({ personRef: erika })], {
      registrationKey: 'REG-2',
      personRef: max,
    }).thenRefused(CodeAlreadyConsumed, {});
  });

  it('E18 opens one question for a second registration, however often it is reported', () => {
    const second = { registrationKey: 'REG-2', occurredAt: '2019-11-04T10:00:00.000Z' };
    const asked = questioned('DOUBLE_USE', { key: 'REG-2', occurredAt: second.occurredAt });
    expect(recordedBy(redeems([issued, redeemed()], second))).toStrictEqual([asked]);
    expect(recordedBy(redeems([issued, redeemed(), asked], second))).toStrictEqual([]);
  });

  it('I15 refuses what was forfeited', () => {
    const forfeited = event(CodeForfeited, {
      codeId,
      bookingKey: 'BK-1',
      cause: 'NO_SHOW',
      occurredAt: examAt,
      late: false,
    });
    redeems([issued, reserved, forfeited]).thenRefused(CodeAlreadyConsumed);
  });

  it('E18 I38 asks about each other registration, once', () => {
    const asked = (key: string) =>
      recordedBy(
        redeems([issued, redeemed(), questioned('DOUBLE_USE', { key: 'REG-2' })], { registrationKey: key }),
      );
    expect(asked('REG-2')).toStrictEqual([]);
    expect(asked('REG-3')).toMatchObject([{ data: { kind: 'DOUBLE_USE', key: 'REG-3' } }]);
  });

  it('E19 takes the same registration again as a repeat, whatever else changed in it', () => {
    redeems([issued, redeemed()]).then();
    redeems([issued, redeemed()], { passed: true, occurredAt: expiresAt }).then();
  });

  it('I17 E20 refuses a use at the expiry instant although no sweep has run', () => {
    redeems([issued], { occurredAt: expiresAt }, { now: expiresAt }).thenRefused(CodeIsExpired);
    redeems(
      [issued],
      { occurredAt: '2021-01-01T00:00:00.000Z' },
      { now: '2021-01-02T00:00:00.000Z' },
    ).thenRefused(CodeIsExpired);
  });

  it('I18 accepts a use of the last millisecond reported until the last of the 45 days, and marks it', () => {
    for (const now of [expiresAt, '2020-08-15T00:00:00.000Z', '2020-09-14T22:00:00.000Z']) {
      redeems([issued], { occurredAt: beforeExpiry }, { now }).then(
        redeemed({ occurredAt: beforeExpiry, reportedAt: now, late: true }),
      );
    }
    redeems([issued], { occurredAt: beforeExpiry }, { now: beforeExpiry }).then(
      redeemed({ occurredAt: beforeExpiry, reportedAt: beforeExpiry, late: false }),
    );
  });

  it('E21 I18 takes a recorded expiry back for a use from before it, for 45 days', () => {
    const lastDay = '2020-09-14T22:00:00.000Z';
    redeems([issued, swept], { occurredAt: beforeExpiry }, { now: lastDay }).then(
      event(
        ExpiryReversed,
        { codeId, reason: 'USED_BEFORE_EXPIRY', occurredAt: beforeExpiry },
        { occurredAt: beforeExpiry },
      ),
      redeemed({ occurredAt: beforeExpiry, reportedAt: lastDay, late: true }),
    );
  });

  it('E21 leaves it to a case from the first millisecond after the 45 days, swept or not', () => {
    for (const past of [[issued], [issued, swept]]) {
      for (const now of ['2020-09-14T22:00:00.001Z', '2022-01-01T00:00:00.000Z']) {
        const decided = redeems(past, { occurredAt: beforeExpiry }, { now });
        decided.thenRefused(LateWindowOver);
        expect(recordedBy(decided)).toStrictEqual([
          questioned('LATE_BEYOND_WINDOW', { occurredAt: beforeExpiry }),
        ]);
      }
    }
  });

  it('R57 refuses a use before the term', () => {
    redeems([issued], { occurredAt: '2019-07-31T21:59:59.999Z' }).thenRefused(BeforeTerm);
    redeems([issued], { occurredAt: activeFrom }).then(redeemed({ occurredAt: activeFrom }));
  });

  it('refuses a use that has not happened yet', () => {
    redeems([issued], {}, { now: '2019-11-04T07:59:59.999Z' }).thenRefused(UseInFuture);
  });

  it('I26 refuses the report of another provider', () => {
    redeems([issued], { provider: 'CERTIPORT' }).thenRefused(OtherProvider);
  });

  it('I14 refuses a code that was never issued', () => {
    redeems([]).thenRefused(CodeUnknown);
  });

  it('I20 E45 consumes a code that another candidate used, and asks', () => {
    redeems([issued, assigned, disclosed], { personRef: max }).then(
      redeemed({ personRef: max }),
      questioned('ASSIGNEE_MISMATCH', { personRef: max }),
    );
    redeems([issued, assigned, disclosed], { personRef: erika }).then(redeemed({ personRef: erika }));
    redeems([issued], { personRef: max }).then(redeemed({ personRef: max }));
  });

  it.each([
    ['of no family of the code', { family: undefined }],
    ['retired on that day', { sittable: false }],
    ['of another provider', { delivered: false }],
  ] as const)('I21 consumes a code for an exam %s, because it was sat, and asks', (_, facts) => {
    const { family: __, ...data } = redeemed().data;
    const expected = 'family' in facts ? { ...redeemed(), data } : redeemed();
    redeems([issued], {}, { facts }).then(expected, questioned('INELIGIBLE_USE'));
  });

  it('R71 E52 asks about a use long after accreditation was lost, unless the code had been disclosed', () => {
    const facts = { lostAccreditation: (at: string) => at === examAt };
    redeems([issued, assigned], {}, { facts }).then(redeemed(), questioned('INELIGIBLE_USE'));
    redeems([issued, assigned, disclosed], {}, { facts }).then(redeemed());
  });

  it('R38 warns of another region, and pays', () => {
    redeems([issued], { region: 'US' }).then(redeemed({ crossRegion: true }));
    redeems([issued], { region: 'DE' }).then(redeemed({ crossRegion: false }));
  });

  it('E54 lets a use from before a void win, and records the void as failed', () => {
    const occurredAt = '2020-01-15T11:59:59.999Z';
    redeems([issued, voided], { occurredAt }, { now: '2020-01-16T00:00:00.000Z' }).then(
      event(CodeVoidFailed, { codeId, cause: 'COMPROMISED', usedAt: occurredAt }, { occurredAt }),
      redeemed({ occurredAt, reportedAt: '2020-01-16T00:00:00.000Z' }),
    );
  });

  it('E54 refuses a use from the void on, and asks', () => {
    const decided = redeems([issued, voided], { occurredAt: voidedAt }, { now: '2020-01-16T00:00:00.000Z' });
    decided.thenRefused(CodeIsVoid);
    expect(recordedBy(decided)).toStrictEqual([questioned('USED_AFTER_VOID', { occurredAt: voidedAt })]);
  });

  it('says how the zone is known', () => {
    redeems([issued], { zoneConfidence: 'ASSUMED' }).then(redeemed({ zoneConfidence: 'ASSUMED' }));
  });
});

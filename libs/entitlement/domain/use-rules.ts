import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import {
  CodeUseQuestioned,
  type CodeVoided,
  CodeVoidFailed,
  ExpiryReversed,
} from '../contracts/code-events.js';
import { lateWindowEnd } from '../contracts/late-window.js';
import { type QuestionKind } from '../contracts/vocabulary.js';
import { type Code, type CodeEvent, questionOf } from './code.js';
import {
  BeforeTerm,
  CodeAlreadyConsumed,
  CodeIsExpired,
  CodeIsVoid,
  LateWindowOver,
  UseInFuture,
} from './code-refusals.js';

/** Something that a provider reports of a code, and when it happened. */
export type Reported = Readonly<Omit<CodeUseQuestioned, 'codeId' | 'kind'>>;

/** A question for a person, unless it has been asked before. */
export function question(code: Code, kind: QuestionKind, report: Reported): readonly CodeEvent[] {
  const { key, occurredAt } = report;
  if (code.questions.includes(questionOf({ kind, key }))) return [];
  const { codeId } = code.issued;
  return [event(CodeUseQuestioned, { codeId, kind, ...report }, { occurredAt })];
}

/**
 * Why a reported consumption does not count, if so. Everything is judged by when it happened, not by when it is
 * reported nor by what a sweep has recorded (I17, I18, E20, E54). What is told of after the late window is for a case to
 * decide (E21).
 */
export function consumptionRefused(code: Code, report: Reported, now: Instant): Refusal | undefined {
  const { activeFrom, expiresAt } = code.issued;
  const { occurredAt } = report;
  if (occurredAt > now) return UseInFuture();
  if (code.consumption !== undefined) {
    return CodeAlreadyConsumed().recording(...question(code, 'DOUBLE_USE', report));
  }
  if (occurredAt < activeFrom) return BeforeTerm();
  if (occurredAt >= expiresAt) return CodeIsExpired();
  if (code.voided !== undefined && code.voided.voidedAt <= occurredAt) {
    return CodeIsVoid().recording(...question(code, 'USED_AFTER_VOID', report));
  }
  if (now > lateWindowEnd(expiresAt)) {
    return LateWindowOver().recording(...question(code, 'LATE_BEYOND_WINDOW', report));
  }
  return undefined;
}

/** What a consumption that counts takes back first: a void that came after it (E54), an expiry already recorded (E21). */
export function takenBack(code: Code, occurredAt: Instant, caseId?: string): readonly CodeEvent[] {
  const { codeId } = code.issued;
  return [
    ...(code.voided === undefined
      ? []
      : [event(CodeVoidFailed, { codeId, ...failing(code.voided), usedAt: occurredAt }, { occurredAt })]),
    ...(code.swept
      ? [
          event(
            ExpiryReversed,
            { codeId, ...(caseId && { caseId }), reason: 'USED_BEFORE_EXPIRY', occurredAt } as const,
            { occurredAt },
          ),
        ]
      : []),
  ];
}

const failing = ({ cause, attempt }: CodeVoided) => ({
  cause,
  ...(attempt === undefined ? {} : { attempt }),
});

/** Reported at or after the expiry instant: accepted all the same, and marked (I18, E21). */
export const isLate = (code: Code, now: Instant): boolean => now >= code.issued.expiresAt;

/** Why nothing new can be done with the code now: used, void or expired, whether or not a sweep has seen it. */
export function notLive(code: Code, now: Instant): Refusal | undefined {
  if (code.consumption !== undefined) return CodeAlreadyConsumed();
  if (code.voided !== undefined) return CodeIsVoid();
  return now >= code.issued.expiresAt ? CodeIsExpired() : undefined;
}

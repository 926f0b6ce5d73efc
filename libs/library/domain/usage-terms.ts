import { type Decision, type Fold } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type AcceptUsageTerms } from '../contracts/library-commands.js';
import { UsageTermsAccepted } from '../contracts/library-events.js';
import { usageTermsInForce } from '../contracts/vocabulary.js';
import { ReaderUnknown, UsageTermsReplaced } from './refusals.js';

/** What one person has accepted. */
export interface UsageTerms {
  readonly institutionId?: string;
  readonly accepted: readonly string[];
}

export type UsageTermsEvent = EventOf<typeof UsageTermsAccepted>;

export const usageTermsFold: Fold<UsageTerms, UsageTermsEvent> = {
  initial: { accepted: [] },
  evolve: ({ accepted }, { data: { institutionId, termsVersion } }) => ({
    institutionId,
    accepted: [...accepted, termsVersion],
  }),
};

export interface ReaderFacts {
  /** Institution of the person; undefined when there is no such person. */
  readonly institutionId: string | undefined;
}

/** Only the terms in force can be accepted; once is enough (R77). */
export const acceptUsageTerms: Decision<AcceptUsageTerms, UsageTerms, UsageTermsEvent, ReaderFacts> = (
  { personRef, termsVersion },
  { accepted },
  { facts: { institutionId } },
) => {
  if (institutionId === undefined) return ReaderUnknown();
  if (termsVersion !== usageTermsInForce) return UsageTermsReplaced({ inForce: usageTermsInForce });
  if (accepted.includes(termsVersion)) return [];
  return [event(UsageTermsAccepted, { personRef, institutionId, termsVersion })];
};

export const hasAccepted = ({ accepted }: UsageTerms): boolean => accepted.includes(usageTermsInForce);

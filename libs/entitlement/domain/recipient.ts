import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { RecipientHasLeft, RecipientUnknown } from './assignment-refusals.js';

/** The registered person behind a contact; undefined when there is none, or none any more. */
export type Recipient = { readonly institutionId: string; readonly leftAt: Instant | undefined } | undefined;

/** Codes go to people of the institution that are known by name, so that the log says who has seen them (R66, I31). */
export function recipientRefused(
  recipient: Recipient,
  institutionId: string,
  now: Instant,
): Refusal | undefined {
  if (recipient?.institutionId !== institutionId) return RecipientUnknown({}, '/contactRef');
  const { leftAt } = recipient;
  return leftAt !== undefined && leftAt <= now ? RecipientHasLeft({}, '/contactRef') : undefined;
}

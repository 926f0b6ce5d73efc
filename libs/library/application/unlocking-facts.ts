import { type Look } from '#deciding/binding.js';
import { NotFound } from '#deciding/refusals.js';
import { ActivateCode } from '#entitlement/contracts/code-commands.js';
import { type CodeIssued } from '#entitlement/contracts/code-events.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { expiryInstant } from '#kernel/calendar.js';
import { Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { agreementEnd, agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { enrollmentFacts } from '#ordering/contracts/enrollment-facts.js';
import { type UnlockLibrary } from '../contracts/library-commands.js';
import { type LibraryAccess, type UnlockFacts, unlockRefused } from '../domain/library-access.js';
import { hasAccepted } from '../domain/usage-terms.js';
import { usageTerms } from './aggregates.js';

/**
 * First what refuses the unlocking itself, then the code's own decision (its person, its term, its one use): the
 * code is used up before the library is open. A crash in between leaves a used code that a repeat of the same
 * unlocking finds used for just this.
 */
export async function unlockingFacts(
  command: UnlockLibrary,
  codeId: string,
  state: LibraryAccess,
  look: Look,
): Promise<UnlockFacts | Refusal> {
  const { personRef, libraryId } = command;
  const termsAccepted = hasAccepted(await look.at(usageTerms, personRef));
  const refused = unlockRefused(command, state, termsAccepted);
  if (refused !== undefined) return refused;
  const { issued } = await look.at(codeFacts, codeId);
  const used = await look.tell?.(messageOf(ActivateCode, { codeId, personRef, libraryId }));
  if (used instanceof Refusal) return used;
  if (issued === undefined) return NotFound();
  const { institutionId, zone, expiresAt: entitlementEndsAt } = issued;
  const agreementEndsAt = await agreementEndsAtOf(issued, look);
  return { codeId, institutionId, termsAccepted, zone, entitlementEndsAt, agreementEndsAt };
}

/** As it is known now: an agreement that was ended early ends the access too. */
async function agreementEndsAtOf(
  { entitlementId, zone }: CodeIssued,
  look: Look,
): Promise<Instant | undefined> {
  const { granted } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined) return undefined;
  const { added } = await look.at(enrollmentFacts, granted.enrollmentId);
  if (added === undefined) return undefined;
  const end = agreementEnd(await look.at(agreementFacts, added.agreementId));
  return end === undefined ? undefined : expiryInstant(end, zone);
}

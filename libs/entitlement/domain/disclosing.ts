import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { type DiscloseCode } from '../contracts/code-commands.js';
import { CodeDisclosed } from '../contracts/code-events.js';
import {
  AccreditationLost,
  CodeNotAssigned,
  PersonHasLeft,
  RecipientNotNamed,
} from './assignment-refusals.js';
import { type Assignee, isGone } from './assigning.js';
import { type LostAccreditation } from './accreditation.js';
import { type AccessCode, type CodeEvent } from './code.js';
import { CodeUnknown } from './code-refusals.js';
import { type Recipient, recipientRefused } from './recipient.js';
import { notLive } from './use-rules.js';

export interface DisclosureFacts {
  readonly lostAccreditation: LostAccreditation;
  /** The contact, when one is named. */
  readonly recipient: Recipient;
  /** Who has the code. */
  readonly assignee: Assignee;
}

/**
 * Every showing of the value is a fact of its own; from the first one on the assignment is final (I31, I19). Who has left
 * may be shown again what was shown before, and nothing new (E30).
 */
export const discloseCode: Decision<DiscloseCode, AccessCode, CodeEvent, DisclosureFacts> = (
  { personRef, contactRef, channel },
  code,
  { now, commandId, facts },
) => {
  if (code === undefined) return CodeUnknown();
  if ((personRef === undefined) === (contactRef === undefined)) return RecipientNotNamed();
  const refused = notLive(code, now);
  if (refused !== undefined) return refused;
  if (personRef !== undefined && personRef !== code.assignee) return CodeNotAssigned();
  if (personRef !== undefined && !code.disclosed && isGone(facts.assignee, now)) return PersonHasLeft();
  const unfit =
    contactRef === undefined ? undefined : recipientRefused(facts.recipient, code.issued.institutionId, now);
  if (unfit !== undefined) return unfit;
  if (!code.disclosed && facts.lostAccreditation(now)) return AccreditationLost();
  const recipient = personRef === undefined ? { contactRef: contactRef ?? '' } : { personRef };
  const disclosureId = derivedId('dis', commandId);
  return [event(CodeDisclosed, { codeId: code.issued.codeId, disclosureId, ...recipient, channel })];
};

import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ActivateCode } from '../contracts/code-commands.js';
import { CodeActivated } from '../contracts/code-events.js';
import { CodeNotAssigned } from './assignment-refusals.js';
import { type AccessCode, type Code, type CodeEvent } from './code.js';
import { BeforeTerm, CodeOpensNoLibrary, CodeUnknown, LibraryAlreadyUnlocked } from './code-refusals.js';
import { notLive } from './use-rules.js';

/** Opens one library for its assignee, at any time within the term (R57, R58, I17, I33). */
export const activateCode: Decision<ActivateCode, AccessCode, CodeEvent> = (
  { personRef, libraryId },
  code,
  { now },
) => {
  if (code === undefined) return CodeUnknown();
  if (!opensLibrary(code)) return CodeOpensNoLibrary();
  if (code.consumption !== undefined) {
    const isRepeat = code.consumption.key === libraryId && code.assignee === personRef;
    return isRepeat ? [] : LibraryAlreadyUnlocked();
  }
  const refused = notLive(code, now);
  if (refused !== undefined) return refused;
  if (code.assignee !== personRef) return CodeNotAssigned();
  if (now < code.issued.activeFrom) return BeforeTerm();
  return [event(CodeActivated, { codeId: code.issued.codeId, personRef, libraryId, activatedAt: now })];
};

/** A code that pays for exams names who delivers them; one for a library names neither families nor provider. */
const opensLibrary = ({ issued: { families, provider } }: Code): boolean =>
  families.length === 0 && provider === undefined;

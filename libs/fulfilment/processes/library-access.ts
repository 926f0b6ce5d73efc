import { at, type Process, processNamed, send } from '#processing/process.js';
import { EndLibraryAccess } from '#library/contracts/library-commands.js';
import { LibraryUnlocked } from '#library/contracts/library-events.js';
import { messageOf } from '#messages/command.js';

/** Access ends by the clock; the timer records it (R59). */
export const endingLibraryAccess: Process = processNamed('ending-library-access').when(
  LibraryUnlocked,
  ({ data: { codeId, accessUntil } }) => [
    at(accessUntil, codeId, send(messageOf(EndLibraryAccess, { codeId }))),
  ],
);

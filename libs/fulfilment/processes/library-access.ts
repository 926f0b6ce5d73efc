import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { EndLibraryAccess } from '#library/contracts/library-commands.js';
import { LibraryAccessShortened, LibraryUnlocked } from '#library/contracts/library-events.js';
import { messageOf } from '#messages/command.js';

const ending = ({ codeId, accessUntil }: LibraryUnlocked | LibraryAccessShortened): Effect =>
  at(accessUntil, codeId, send(messageOf(EndLibraryAccess, { codeId })));

/** Access ends by the clock; the timer records it (R59). */
export const endingLibraryAccess: Process = processNamed('ending-library-access')
  .when(LibraryUnlocked, ({ data }) => [ending(data)])
  .when(LibraryAccessShortened, ({ data }) => [ending(data)]);

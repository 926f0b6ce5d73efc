import { type Logger } from 'pino';
import { type Position } from '#event-store/port.js';
import { Refusal } from '#kernel/refusal.js';
import { type Caller, inContext } from '#deciding/context.js';
import { subCommandId } from '#deciding/identity.js';
import { type Answer } from '#deciding/decisions.js';
import { type Deed } from './process.js';

/** Work behind a task name; must be safe to do again, and to be stopped anywhere. */
export type Task = (subject: string, cause: Cause) => Promise<void>;
export type Tasks = Readonly<Record<string, Task>>;

/** The event that something is done for. */
export interface Cause {
  readonly eventId: string;
  readonly correlationId: string;
  /** Where the event stands; absent for what a timer does. */
  readonly position?: Position;
}

export interface Doing {
  /** The command bus. */
  readonly execute: (command: object) => Promise<Answer>;
  readonly tasks: Tasks;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

const processCaller = (name: string): Caller => ({
  kind: 'process',
  id: name,
  roles: ['system'],
  institutions: '*',
});

/** Puts a command of a process into context: the same cause and command always have the same command id. */
export function asProcess<C extends object>(
  process: string,
  cause: Cause,
  command: C,
  discriminator = '',
): C {
  return inContext(command, {
    caller: processCaller(process),
    commandId: subCommandId(cause.eventId, `${process} ${command.constructor.name} ${discriminator}`),
    correlationId: cause.correlationId,
    causationId: cause.eventId,
  });
}

/**
 * Does what a process wants. A refusal is an answer of the domain (somebody was faster, the thing has moved on):
 * it is logged and the process goes on. @throws whatever keeps the deed from being done
 */
export async function doDeed(
  doing: Doing,
  process: string,
  cause: Cause,
  deed: Deed,
  nth: string,
): Promise<void> {
  if (deed.kind === 'task') {
    const task = doing.tasks[deed.task];
    if (task === undefined) throw new Error(`process ${process} wants task ${deed.task}, which nobody does`);
    await task(deed.subject, cause);
    return;
  }
  const answer = await doing.execute(asProcess(process, cause, deed.command, nth));
  if (answer instanceof Refusal) {
    const command = deed.command.constructor.name;
    doing.logger.info(
      { manager: process, command, refusal: answer.type.code, event: cause.eventId },
      'a process was refused',
    );
  }
}

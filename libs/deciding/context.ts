import { type Actor } from '#kernel/decider.js';
import { type Role } from '#messages/roles.js';

/** Who may act for which institutions. */
export interface Caller extends Actor {
  readonly roles: readonly Role[];
  /** Institutions it may act on; `*` for all. */
  readonly institutions: '*' | readonly string[];
}

/** What travels with a command beside its body. */
export interface CommandContext {
  readonly caller: Caller;
  /** UUID; see `commandIdFor`. */
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly reason?: string;
  readonly traceparent?: string;
  /** Decide only on this revision (If-Match). */
  readonly pinned?: number;
  /** Decide and answer, but record nothing. */
  readonly dryRun?: boolean;
}

const contexts = new WeakMap<object, CommandContext>();

/** Ties a context to a command message, so that the bus carries the command class itself. */
export function inContext<C extends object>(command: C, context: CommandContext): C {
  contexts.set(command, context);
  return command;
}

/** @throws Error when the command was sent without a context */
export function contextOf(command: object): CommandContext {
  const context = contexts.get(command);
  if (context === undefined) throw new Error(`${command.constructor.name} was sent without a context`);
  return context;
}

import { type Role } from './roles.js';

export interface CommandDescription {
  /** One line, imperative, for the OpenAPI document. */
  readonly summary: string;
  /** Why and when, and what it refuses. */
  readonly description?: string;
  /** Who may send it; `system` (processes and timers) always may. */
  readonly roles: readonly Role[];
  /** A body that is valid as it stands; a test sends it. */
  readonly example: Readonly<Record<string, unknown>>;
}

export type CommandClass<C extends object = object> = new () => C;

const descriptions = new Map<CommandClass, CommandDescription>();

/** Marks a class as a command: at once request body, bus message and documentation. */
export const Command =
  (description: CommandDescription) =>
  (type: CommandClass): void => {
    descriptions.set(type, description);
  };

/** @throws Error when the class is not a command */
export function describeCommand(type: CommandClass): CommandDescription {
  const description = descriptions.get(type);
  if (description === undefined) throw new Error(`${type.name} is not declared with @Command`);
  return description;
}

export const declaredCommands = (): readonly CommandClass[] => [...descriptions.keys()];

/** A command with its fields, as the bus carries it. */
export const messageOf = <C extends object>(type: new () => C, fields: C): C =>
  Object.assign(new type(), fields);

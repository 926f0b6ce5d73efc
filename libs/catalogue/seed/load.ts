import { type CommandBus } from '@nestjs/cqrs';
import { inContext } from '#deciding/context.js';
import { type Answer } from '#deciding/decisions.js';
import { Refusal } from '#kernel/refusal.js';
import { type SeedCommand, loader } from './seed-command.js';

export type Send = (command: object, commandId: string) => Promise<Answer>;

/** Reference data comes in by the same door as everything else. */
export const throughBus =
  (bus: Pick<CommandBus, 'execute'>): Send =>
  (command, commandId) =>
    bus.execute(
      inContext(command, {
        caller: { kind: 'system', id: loader, roles: ['system'], institutions: '*' },
        commandId,
        correlationId: commandId,
      }),
    );

export interface RefusedSeed {
  readonly subject: string;
  readonly refusal: Refusal;
}

/**
 * Sends the commands; those of one subject in their order, subjects at once, so that their appends share syncs.
 * What is loaded already answers its first receipt. A refusal ends its subject and is reported:
 * `idempotency-key-reused` says that the shipped data differs from what was loaded once.
 * @returns the refused ones
 */
export async function loadSeed(send: Send, commands: Iterable<SeedCommand>): Promise<readonly RefusedSeed[]> {
  const subjects = [...Map.groupBy(commands, ({ subject }) => subject)];
  const outcomes = await Promise.all(
    subjects.map(([subject, inOrder]) => loadSubject(send, subject, inOrder)),
  );
  return outcomes.filter((outcome) => outcome !== undefined);
}

async function loadSubject(
  send: Send,
  subject: string,
  inOrder: readonly SeedCommand[],
): Promise<RefusedSeed | undefined> {
  for (const { command, commandId } of inOrder) {
    const answer = await send(command, commandId);
    if (answer instanceof Refusal) return { subject, refusal: answer };
  }
  return undefined;
}

import { type Look } from '#deciding/binding.js';
import { type Caller, inContext } from '#deciding/context.js';
import { type Answer } from '#deciding/decisions.js';
import { commandIdFor } from '#deciding/identity.js';
import { type Receipt } from '#deciding/receipt.js';
import { Refusal } from '#kernel/refusal.js';
import { type Agenda } from './agenda.js';
import { type BufferedStore } from './buffered-store.js';
import { type Reactions } from './reactions.js';
import { type SimulatedClock } from './simulated-clock.js';
import { type SimulatedTimers } from './simulated-timers.js';
import { type Tally } from './tally.js';

export interface SimulationParts {
  readonly clock: SimulatedClock;
  readonly agenda: Agenda;
  readonly tally: Tally;
  readonly store: BufferedStore;
  readonly look: Look;
  readonly reactions: Reactions;
  readonly timers: SimulatedTimers;
  readonly execute: (command: object) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Between two commands of one moment, so that each has a time of its own. */
const tickMs = 7;

/** A ledger whose time passes as fast as it can decide, one thing after the other. */
export class Simulation {
  private sent = 0;

  constructor(readonly parts: SimulationParts) {}

  /** Sends a command as its sender would, and lets everything follow from it. */
  async send(caller: Caller, command: object, reason?: string): Promise<Receipt | Refusal> {
    const { clock, execute, reactions, tally, store } = this.parts;
    clock.moveTo(clock.milliseconds + tickMs);
    const commandId = commandIdFor(caller.id, `simulated ${(this.sent += 1)}`);
    const context = { caller, commandId, correlationId: commandId };
    const answer = await execute(
      inContext(command, { ...context, ...(reason === undefined ? {} : { reason }) }),
    );
    if (answer instanceof Refusal) tally.refused(`${command.constructor.name} ${answer.type.code}`);
    await reactions.settle();
    await store.writeSome();
    return answer;
  }

  /** Lets time pass until there are so many events, or nothing is left to be done. */
  async playUntil(events: number): Promise<void> {
    const { clock, agenda, tally, reactions, store } = this.parts;
    while (tally.events < events) {
      const next = agenda.take();
      if (next === undefined) break;
      clock.moveTo(next.at);
      await next.act();
      await reactions.settle();
      await store.writeSome();
    }
    await store.write();
  }
}

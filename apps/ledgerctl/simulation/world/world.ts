import { type Caller } from '#deciding/context.js';
import { type Receipt } from '#deciding/receipt.js';
import { Refusal } from '#kernel/refusal.js';
import { type Instant, instantOf, millisecondsOf } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { type Dice } from '../engine/dice.js';
import { type Simulation } from '../engine/simulation.js';
import { type Institution } from './institution.js';
import { type LiveThings } from './live-things.js';
import { type Reseller } from './resellers.js';
import { type Postbox } from './postbox.js';

const hour = 3_600_000;

/** What those who act in a history share. */
export class World {
  readonly institutions: Institution[] = [];
  /** By the vendor's number. */
  readonly resellers = new Map<string, Reseller>();
  private numbers = 0;

  constructor(
    readonly simulation: Simulation,
    readonly dice: Dice,
    readonly live: LiveThings,
    readonly postbox: Postbox,
    /** No order of more codes than this. */
    readonly largestOrder: number,
  ) {}

  get now(): Instant {
    return this.simulation.parts.clock.now();
  }

  get today(): string {
    return this.now.slice(0, 10);
  }

  /** Hours from now; the result is at a full second. */
  after(hours: number): Instant {
    const at = this.simulation.parts.clock.milliseconds + hours * hour;
    return instantOf(Math.floor(at / 1000) * 1000);
  }

  /** So many hours from now. */
  in(hours: number, act: () => void | Promise<void>): void {
    this.at(this.after(hours), act);
  }

  at(when: Instant, act: () => void | Promise<void>): void {
    this.simulation.parts.agenda.put(millisecondsOf(when), act);
  }

  /** A number that nobody has had before. */
  number(): number {
    return (this.numbers += 1);
  }

  /** @returns whether it was done; a refusal is part of life, and is counted */
  async send<C extends object>(
    caller: Caller,
    type: new () => C,
    fields: C,
    reason?: string,
  ): Promise<Receipt | undefined> {
    const answer = await this.simulation.send(caller, messageOf(type, fields), reason);
    return answer instanceof Refusal ? undefined : answer;
  }

  /** What nobody has a reason to refuse. @returns its id; @throws Error for a refusal */
  async done<C extends object>(caller: Caller, type: new () => C, fields: C): Promise<string> {
    const answer = await this.simulation.send(caller, messageOf(type, fields));
    if (answer instanceof Refusal) throw new Error(`${type.name} was refused: ${answer.type.code}`);
    return answer.id;
  }
}

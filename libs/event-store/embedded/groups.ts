import { setImmediate as nextTurn } from 'node:timers/promises';
import { Signal } from './signal.js';

/** In one group at most: bounds how long the event loop stands still. */
const MOST = 512;
/** Groups that the disk is busy with at once: it confirms two in less time than one after the other. */
const MOST_UNDER_WAY = 2;
/** So many are worth a group of their own while others are under way; fewer wait for one of them. */
const WORTH_A_GROUP = 16;

/**
 * Writes one group, after the one before has been written.
 * @param ended to be called once all of it has been answered
 * @returns when it is written, or has failed; never rejects
 */
export type WriteGroup<T> = (group: readonly T[], ended: () => void) => Promise<void>;

/**
 * Gathers what comes in one turn of the event loop, and what comes while groups are under way. Of many that wait, half
 * are written: those that are answered first decide anew while the disk is busy with the others.
 */
export class Groups<T> {
  readonly #write: WriteGroup<T>;
  readonly #changed = new Signal();
  #waiting: T[] = [];
  #underWay = 0;
  #working: Promise<void> | undefined;

  constructor(write: WriteGroup<T>) {
    this.#write = write;
  }

  add(item: T): void {
    if (this.#waiting.push(item) === WORTH_A_GROUP) this.#changed.wake();
    this.#working ??= this.#work();
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    await this.#working;
    while (this.#underWay > 0) await this.#changed.next();
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn();
      if (!this.#mayBegin()) {
        await this.#changed.next();
        continue;
      }
      this.#underWay += 1;
      await this.#write(this.#take(), () => this.#end());
    }
    this.#working = undefined;
  }

  #mayBegin(): boolean {
    if (this.#underWay === 0) return true;
    return this.#underWay < MOST_UNDER_WAY && this.#waiting.length >= WORTH_A_GROUP;
  }

  #take(): readonly T[] {
    const count = Math.min(MOST, Math.max(WORTH_A_GROUP, Math.ceil(this.#waiting.length / 2)));
    return this.#waiting.splice(0, count);
  }

  #end(): void {
    this.#underWay -= 1;
    this.#changed.wake();
  }
}

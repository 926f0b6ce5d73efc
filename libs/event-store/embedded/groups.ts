import { setImmediate as nextTurn } from 'node:timers/promises';

/** In one group at most: bounds how long the event loop stands still. */
const MOST = 512;

/** Gathers what comes in one turn of the event loop, and all that comes while the group before it is under way. */
export class Groups<T> {
  readonly #write: (group: readonly T[]) => Promise<void>;
  #waiting: T[] = [];
  #working: Promise<void> | undefined;

  /** @param write never rejects */
  constructor(write: (group: readonly T[]) => Promise<void>) {
    this.#write = write;
  }

  add(item: T): void {
    this.#waiting.push(item);
    this.#working ??= this.#work();
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn();
      const group = this.#waiting.slice(0, MOST);
      this.#waiting = this.#waiting.slice(MOST);
      await this.#write(group);
    }
    this.#working = undefined;
  }
}

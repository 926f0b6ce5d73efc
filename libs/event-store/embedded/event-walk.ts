import { setImmediate as nextTurn } from 'node:timers/promises';
import { type StoredEvent } from '../port.js';

/** Between two chunks: others get their turn. */
export const PAUSE = Symbol('pause');
export type Chunks = Iterator<readonly StoredEvent[] | typeof PAUSE, undefined>;

type Step = IteratorResult<StoredEvent, undefined>;
const END: Step = { done: true, value: undefined };

/** Hands out chunks event by event. By hand: an async generator makes three promises for each event. */
export const eventsOf = (chunks: () => Chunks): AsyncIterable<StoredEvent> => ({
  [Symbol.asyncIterator]: () => new EventWalk(chunks()),
});

class EventWalk implements AsyncIterator<StoredEvent, undefined> {
  readonly #chunks: Chunks;
  #chunk: readonly StoredEvent[] = [];
  #next = 0;

  constructor(chunks: Chunks) {
    this.#chunks = chunks;
  }

  next(): Promise<Step> {
    const value = this.#chunk[this.#next];
    if (value === undefined) return this.#inNextChunk();
    this.#next += 1;
    return Promise.resolve({ done: false, value });
  }

  /** The consumer has had enough. */
  return(): Promise<Step> {
    this.#chunks.return?.();
    this.#chunk = [];
    return Promise.resolve(END);
  }

  async #inNextChunk(): Promise<Step> {
    for (let step = this.#chunks.next(); step.done !== true; step = this.#chunks.next()) {
      if (step.value === PAUSE) {
        await nextTurn();
        continue;
      }
      const [first] = (this.#chunk = step.value);
      this.#next = 1;
      if (first !== undefined) return { done: false, value: first };
    }
    this.#chunk = [];
    return END;
  }
}

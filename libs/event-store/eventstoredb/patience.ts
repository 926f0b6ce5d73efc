import { setTimeout as sleep } from 'node:timers/promises';

/** How long a call is tried for, and how its attempts are spaced; all in milliseconds. */
export interface Patience {
  /** For one call with all its attempts. */
  readonly total: number;
  /** For a read without any answer. */
  readonly silence: number;
  readonly firstPause: number;
  readonly longestPause: number;
}

/** Longer than an election (about a second) and a restart; shorter than a person waits. */
export const PATIENCE: Patience = { total: 10_000, silence: 10_000, firstPause: 50, longestPause: 1_000 };

/** Pauses that double up to a limit, each by chance between half and the whole of it: callers spread out. */
export class Backoff {
  readonly #patience: Patience;
  #attempts = 0;
  #started = performance.now();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** What is left of the time for the call; not above 0 when it is over. */
  get left(): number {
    return this.#patience.total - (performance.now() - this.#started);
  }

  reset(): void {
    this.#attempts = 0;
    this.#started = performance.now();
  }

  /** Waits before the next attempt; false when there is no time for one. */
  async pause(): Promise<boolean> {
    const pause = this.#next();
    if (pause >= this.left) return false;
    await sleep(pause);
    return true;
  }

  /** Waits before the next attempt, however long it has been. */
  async rest(): Promise<void> {
    await sleep(this.#next());
  }

  #next(): number {
    const { firstPause, longestPause } = this.#patience;
    const whole = Math.min(longestPause, firstPause * 2 ** this.#attempts++);
    return (whole * (1 + Math.random())) / 2;
  }
}

export class TimedOut extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${Math.round(milliseconds)} ms`);
    this.name = 'TimedOut';
  }
}

/** @throws TimedOut; what was started goes on, and its outcome is no longer looked at */
export async function within<T>(milliseconds: number, started: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(milliseconds)), Math.max(1, milliseconds));
  });
  try {
    return await Promise.race([started, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { type Caller } from '#deciding/context.js';
import { ExportsBusy, ExportsOfCallerBusy } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';

/** How many exports there may be, each with its file until its client has read it. */
export interface ExportLimits {
  /** Read from the database at once, in the process; of one caller always one. */
  readonly reading: number;
  readonly inAll: number;
  readonly ofCaller: number;
  /** Of all callers of an institution together. */
  readonly ofInstitution: number;
  /** Milliseconds that one waits at most until it can be read. */
  readonly waitMs: number;
}

export const exportLimits: ExportLimits = {
  reading: 4,
  inAll: 32,
  ofCaller: 2,
  ofInstitution: 4,
  waitMs: 10_000,
};

/** One export's place. */
export interface ExportSlot {
  /** Does what needs the database, when it is this export's turn. @throws Problem when it does not come in time */
  read<T>(work: () => Promise<T>): Promise<T>;
  /** The client has read it, or has gone; idempotent. */
  free(): void;
}

const askAgain = { headers: { 'retry-after': '5' } };

interface Waiting {
  readonly callerId: string;
  readonly begin: () => void;
}

/**
 * Who reads slowly, or not at all, holds what is its own and nobody else's: each caller and each institution has so many
 * exports, and only one of a caller's is read at a time, however many are asked for. The database is held only while
 * a list is read from it, never while a client reads the file.
 */
export class ExportSlots {
  private readonly open = new Map<string, number>();
  private inAll = 0;
  private readonly reading = new Set<string>();
  private waiting: Waiting[] = [];

  constructor(private readonly limits: ExportLimits = exportLimits) {}

  /** @throws Problem where the caller, its institution or the process has as many as may be */
  take(caller: Caller): ExportSlot {
    const shares = this.sharesOf(caller);
    if (shares.some(([name, most]) => (this.open.get(name) ?? 0) >= most))
      throw new Problem(ExportsOfCallerBusy, askAgain);
    if (this.inAll >= this.limits.inAll) throw new Problem(ExportsBusy, askAgain);
    const count = (by: number): void => {
      this.inAll += by;
      for (const [name] of shares) {
        const left = (this.open.get(name) ?? 0) + by;
        if (left === 0) this.open.delete(name);
        else this.open.set(name, left);
      }
    };
    count(1);
    let isFree = false;
    return {
      read: (work) => this.inTurn(caller.id, work),
      free: () => {
        if (!isFree) count(-1);
        isFree = true;
      },
    };
  }

  private sharesOf({ id, institutions }: Caller): readonly (readonly [name: string, most: number])[] {
    const { ofCaller, ofInstitution } = this.limits;
    const own = institutions === '*' ? [] : institutions;
    return [[`caller ${id}`, ofCaller], ...own.map((each) => [each, ofInstitution] as const)];
  }

  private async inTurn<T>(callerId: string, work: () => Promise<T>): Promise<T> {
    await this.turn(callerId);
    try {
      return await work();
    } finally {
      this.reading.delete(callerId);
      this.beginNext();
    }
  }

  private turn(callerId: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiting: Waiting = {
      callerId,
      begin: () => {
        clearTimeout(bound);
        resolve(undefined);
      },
    };
    const bound = setTimeout(() => {
      this.waiting = this.waiting.filter((each) => each !== waiting);
      reject(new Problem(ExportsBusy, askAgain));
    }, this.limits.waitMs);
    this.waiting.push(waiting);
    this.beginNext();
    return promise;
  }

  /** Whoever has waited longest and reads nothing yet. */
  private beginNext(): void {
    if (this.reading.size >= this.limits.reading) return;
    const next = this.waiting.find(({ callerId }) => !this.reading.has(callerId));
    if (next === undefined) return;
    this.waiting = this.waiting.filter((each) => each !== next);
    this.reading.add(next.callerId);
    next.begin();
    this.beginNext();
  }
}

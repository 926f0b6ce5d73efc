import { type EventStore, type Feed, type FeedChunk, type Position } from '#event-store/port.js';
import { type HeldAtMost, SharedReading } from './shared-reading.js';

/** What one model reads the log through. */
export type ModelFeed = Pick<Feed, 'chunks' | 'close'>;

const HELD: HeldAtMost = { events: 8192, characters: 8 * 1024 * 1024 };
/** So many readings hold that much; more of them share what these may hold. */
const IN_FULL = 4;

/**
 * The log as the models of one process read it: those that stand within a few thousand events of each other share one
 * reading, so that an event is read and decoded once for all of them. Nobody is waited for: a model that is slow, or
 * comes later, or begins anew, has a reading to itself or with others that stand where it stands, and goes over to
 * another one as soon as it meets it. What is held is bounded for all readings together; places are positions, so that
 * going over can neither lose nor repeat an event.
 */
export class SharedLog {
  /** The oldest first, with those who read it. */
  private readonly readings = new Map<SharedReading, Set<object>>();

  constructor(
    private readonly store: Pick<EventStore, 'subscribe' | 'head'>,
    private readonly held: HeldAtMost = HELD,
  ) {}

  /** Catches up from a position ('': from the beginning) and stays live, as `EventStore.subscribe`. */
  subscribe(after: Position): ModelFeed {
    return new SharedFeed(this, after);
  }

  /**
   * Where a reader goes on: where more is at hand, else where others wait for more.
   * Of several that wait the oldest, so that readings which meet become one.
   */
  join(reader: object, at: string, now: SharedReading | undefined): SharedReading {
    if (now !== undefined && now.holds(at) && at < now.end) return now;
    const near = [...this.readings.keys()].filter((each) => each.ended === undefined && each.holds(at));
    const isOver = now?.ended !== undefined && now.holds(at);
    const next = near.find(({ end }) => end > at) ?? (isOver ? now : near[0]) ?? this.open(at);
    if (next === now) return next;
    this.readings.get(next)?.add(reader);
    if (now !== undefined) this.leave(reader, now);
    return next;
  }

  /** The last position that is stored; '' in an empty log. */
  async head(): Promise<string> {
    return (await this.store.head()) ?? '';
  }

  leave(reader: object, reading: SharedReading): void {
    const readers = this.readings.get(reading);
    readers?.delete(reader);
    if (readers?.size !== 0) return;
    this.readings.delete(reading);
    // What it fails with is nobody's any more.
    void reading.close().catch(() => undefined);
  }

  private open(at: string): SharedReading {
    const share = (): HeldAtMost => {
      const parts = Math.max(1, this.readings.size / IN_FULL);
      return { events: this.held.events / parts, characters: this.held.characters / parts };
    };
    const reading = new SharedReading(this.store.subscribe(at === '' ? {} : { after: at }), at, share);
    this.readings.set(reading, new Set());
    return reading;
  }
}

class SharedFeed implements ModelFeed {
  private isClosed = false;
  private reading: SharedReading | undefined;
  private wake = (): void => undefined;

  constructor(
    private readonly log: SharedLog,
    private at: string,
  ) {}

  close(): Promise<void> {
    this.isClosed = true;
    this.leave();
    this.wake();
    return Promise.resolve();
  }

  async *chunks(): AsyncGenerator<FeedChunk, void> {
    // A reading may have been told of the end long ago, and have read nothing since: its end is not that of the log.
    const head = await this.log.head();
    let caughtUps = 0;
    try {
      while (!this.hasClosed()) {
        const reading = this.log.join(this, this.at, this.reading);
        if (reading !== this.reading) caughtUps = 0;
        this.reading = reading;
        const chunk = reading.after(this.at);
        if (chunk !== undefined) {
          this.at = chunk.position;
          yield { ...chunk, caughtUp: false };
        } else if (caughtUps < reading.caughtUps && this.at >= head) {
          caughtUps = reading.caughtUps;
          yield { events: [], position: this.at === '' ? undefined : this.at, caughtUp: true };
        } else if (reading.ended !== undefined) {
          if ('error' in reading.ended) throw reading.ended.error;
          return;
        } else await this.grown(reading);
      }
    } finally {
      this.leave();
    }
  }

  private leave(): void {
    if (this.reading !== undefined) this.log.leave(this, this.reading);
    this.reading = undefined;
  }

  private async grown(reading: SharedReading): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      reading.more(resolve);
    });
    reading.forget(this.wake);
  }

  /** A call, because the flag changes while the generator is suspended. */
  private hasClosed(): boolean {
    return this.isClosed;
  }
}

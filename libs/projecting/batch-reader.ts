import { type FeedChunk, type Position, type StoredEvent } from '#event-store/port.js';
import { BatchLimit, type BatchSize } from './batch-limit.js';
import { charactersOf } from './characters.js';
import { type ModelFeed } from './shared-log.js';

export interface Batch {
  readonly events: readonly StoredEvent[];
  /** Up to here the log has been read; undefined in an empty log. */
  readonly position: Position | undefined;
  /** Everything that was stored when the feed said so is in this batch or in those before. */
  readonly caughtUp: boolean;
}

/** Characters of JSON that are held at most, so that a run of large events does not fill the memory. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/**
 * Cuts a feed into batches: while one is written, the next is read, and never more than that. Not an rxjs buffer: those
 * are pushed to and would hold the whole log while the database is busy.
 */
export class BatchReader {
  private readonly limit: BatchLimit;
  private readonly chunks: FeedChunk[] = [];
  private events = 0;
  private characters = 0;
  private hasCaughtUp = false;
  private isClosed = false;
  private ended: { readonly error?: unknown } | undefined;
  /** Wakes whoever waits for more to be read, and the reading when it waits for room. */
  private wakeTaker: () => void = () => undefined;
  private wakeReading: () => void = () => undefined;

  constructor(
    private readonly feed: ModelFeed,
    private readonly size: BatchSize,
  ) {
    this.limit = new BatchLimit(size);
    void this.read();
  }

  /** Waits for the first event or progress; undefined when the feed was closed. @throws what the feed fails with */
  async next(): Promise<Batch | undefined> {
    await this.until(() => this.chunks.length > 0 || this.ended !== undefined);
    if (this.chunks.length === 0) {
      if (this.ended !== undefined && 'error' in this.ended) throw this.ended.error;
      return undefined;
    }
    await this.until(() => this.isComplete(), this.hasCaughtUp ? this.size.waitMs : this.size.commitMs);
    const batch = this.cut();
    this.wakeReading();
    return batch;
  }

  /** How long the last batch took to write: the next ones are cut accordingly. */
  took(events: number, ms: number): void {
    this.limit.took(events, ms);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.wakeReading();
    await this.feed.close();
  }

  private async read(): Promise<void> {
    try {
      for await (const chunk of this.feed.chunks()) {
        this.chunks.push(chunk);
        this.events += chunk.events.length;
        this.characters += charactersOf(chunk.events);
        this.wakeTaker();
        while (this.isFull() && !this.isClosed)
          await new Promise<void>((resolve) => (this.wakeReading = resolve));
        if (this.isClosed) break;
      }
      this.ended = {};
    } catch (error) {
      this.ended = { error };
    }
    this.wakeTaker();
  }

  private isFull(): boolean {
    return this.events >= this.limit.events || this.characters >= MOST_CHARACTERS;
  }

  private isComplete(): boolean {
    return this.isFull() || this.ended !== undefined || this.chunks.some(({ caughtUp }) => caughtUp);
  }

  private async until(condition: () => boolean, patienceMs?: number): Promise<void> {
    if (condition()) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wakeTaker = () => condition() && resolve();
      if (patienceMs !== undefined) timer = setTimeout(resolve, patienceMs);
    });
    clearTimeout(timer);
    this.wakeTaker = () => undefined;
  }

  /** Takes what is there, up to the limit. */
  private cut(): Batch {
    const events: StoredEvent[] = [];
    let position: Position | undefined;
    let caughtUp = false;
    for (let chunk = this.chunks.shift(); chunk !== undefined; chunk = this.chunks.shift()) {
      const room = this.limit.events - events.length;
      if (chunk.events.length > room) {
        this.chunks.unshift({ ...chunk, events: chunk.events.slice(room) });
        for (const event of chunk.events.slice(0, room)) events.push(event);
        position = later(position, events.at(-1)?.position);
        break;
      }
      for (const event of chunk.events) events.push(event);
      position = later(position, chunk.position);
      caughtUp ||= chunk.caughtUp;
    }
    this.events -= events.length;
    this.characters = this.chunks.reduce((sum, chunk) => sum + charactersOf(chunk.events), 0);
    this.hasCaughtUp ||= caughtUp;
    return { events, position, caughtUp };
  }
}

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

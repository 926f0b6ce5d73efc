import { type Feed, type FeedChunk, type StoredEvent } from '#event-store/port.js';
import { charactersOf } from './characters.js';

/** What one reading holds of the log at most, beside the chunk it has read last. */
export interface HeldAtMost {
  readonly events: number;
  /** Of JSON, so that a run of large events does not fill the memory. */
  readonly characters: number;
}

/** What follows a position; positions here are '' before the first event. */
interface Held {
  readonly events: readonly StoredEvent[];
  readonly position: string;
  readonly characters: number;
}

/** Counts as one event what moves a reader on without any. */
const weightOf = ({ events }: Held): number => Math.max(1, events.length);

/**
 * One reading of the log for all who stand in its window: each chunk is read and decoded once, when the first of them
 * asks for it, and kept for the others until newer ones take its place. It keeps hold of nobody's place: whoever comes
 * too late finds that `holds` is false, and reads on elsewhere from where he stands.
 */
export class SharedReading {
  /** How often the log has said that its end was reached. */
  caughtUps = 0;
  ended: { readonly error?: unknown } | undefined;
  private readonly held: Held[] = [];
  private events = 0;
  private characters = 0;
  private readonly chunks: AsyncIterator<FeedChunk>;
  private isPulling = false;
  private readonly waiting = new Set<() => void>();

  /** @param start where the feed begins */
  constructor(
    private readonly feed: Pick<Feed, 'chunks' | 'close'>,
    private start: string,
    private readonly atMost: () => HeldAtMost,
    public end = start,
  ) {
    this.chunks = feed.chunks()[Symbol.asyncIterator]();
  }

  /** Whether everything after the position that this reading has seen is still here. */
  holds(position: string): boolean {
    return this.start <= position && position <= this.end;
  }

  /** What is held next after a position; undefined at the end. */
  after(position: string): Omit<Held, 'characters'> | undefined {
    const next = this.held.find((each) => each.position > position);
    if (next === undefined) return undefined;
    const isWhole = (next.events[0]?.position ?? next.position) > position;
    return isWhole ? next : { ...next, events: next.events.filter((event) => event.position > position) };
  }

  /** Has the next chunk read, for all who wait; `wake` is called when it is there, or when there will be none. */
  more(wake: () => void): void {
    this.waiting.add(wake);
    if (!this.isPulling) void this.pull();
  }

  /** No longer to be woken. */
  forget(wake: () => void): void {
    this.waiting.delete(wake);
  }

  async close(): Promise<void> {
    this.ended ??= {};
    await this.feed.close();
    // The feed lets go of what it holds, also when nobody was waiting for it.
    void this.chunks.return?.().catch(() => undefined);
  }

  private async pull(): Promise<void> {
    this.isPulling = true;
    try {
      const next = await this.chunks.next();
      if (next.done === true) this.ended ??= {};
      else this.keep(next.value);
    } catch (error) {
      this.ended ??= { error };
    }
    this.isPulling = false;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  private keep({ events, position = '', caughtUp }: FeedChunk): void {
    if (caughtUp) this.caughtUps += 1;
    // No feed is trusted not to repeat itself.
    if (position <= this.end) return;
    const fresh = events.filter((event) => event.position > this.end);
    const chunk = { events: fresh, position, characters: charactersOf(fresh) };
    this.end = position;
    this.held.push(chunk);
    this.events += weightOf(chunk);
    this.characters += chunk.characters;
    const atMost = this.atMost();
    while (this.held.length > 1 && (this.events > atMost.events || this.characters > atMost.characters))
      this.dropOldest();
  }

  private dropOldest(): void {
    const oldest = this.held.shift();
    if (oldest === undefined) return;
    this.start = oldest.position;
    this.events -= weightOf(oldest);
    this.characters -= oldest.characters;
  }
}

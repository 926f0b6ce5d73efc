import { LRUCache } from 'lru-cache';
import { StoreFailure } from '#event-store/failures.js';
import {
  type Appended,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Feed,
  type LogSlice,
  type StoredEvent,
  type StreamSlice,
} from '#event-store/port.js';

interface Options {
  /** Before events are written: what they depend on is made durable. */
  readonly beforeWrite: () => Promise<void>;
  /** In the order of the log. */
  readonly onAppended: (events: readonly StoredEvent[]) => void;
  /** Where a store does not keep the order of appends that are under way together. */
  readonly oneByOne: boolean;
}

interface Waiting {
  readonly stream: string;
  readonly revision: number;
  readonly events: readonly EventToAppend[];
}

const inOneWrite = 1024;
const NONE = -1;

/**
 * A store for the one writer of an empty log: appends are answered at once, from memory, and written behind in their
 * order, many at a time. What it has answered is lost when the process ends before {@link write}.
 */
export class BufferedStore implements EventStore {
  private waiting: Waiting[] = [];
  private readonly unwritten = new Map<string, StoredEvent[]>();
  /** Last revisions, as far as they are remembered. */
  private readonly heads = new LRUCache<string, number>({ max: 200_000 });
  private count = 0;

  constructor(
    private readonly behind: EventStore,
    private readonly options: Options,
  ) {}

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Appended> {
    const head = this.heads.get(stream) ?? (await this.headBehind(stream));
    if (!fits(head, expected))
      throw new StoreFailure('conflict', `${stream} is at ${head}, not at ${expected}`, {
        actualRevision: head === NONE ? 'no-stream' : head,
      });
    const stored = events.map((event, index) => ({
      ...event,
      stream,
      revision: head + 1 + index,
      position: this.nextPosition(),
    }));
    const revision = head + stored.length;
    this.heads.set(stream, revision);
    this.waiting.push({ stream, revision: head, events });
    this.unwritten.set(stream, [...(this.unwritten.get(stream) ?? []), ...stored]);
    this.options.onAppended(stored);
    return { revision, position: stored.at(-1)?.position ?? '' };
  }

  async *readStream(stream: string, slice: StreamSlice = {}): AsyncGenerator<StoredEvent, void> {
    const { from = 0, limit = Infinity, direction } = slice;
    if (direction === 'backwards') {
      await this.write();
      yield* this.behind.readStream(stream, slice);
      return;
    }
    const head = this.heads.get(stream);
    if (head !== undefined && head < from) return;
    const young = this.unwritten.get(stream) ?? [];
    let left = limit;
    let seen = from - 1;
    if (from < (young[0]?.revision ?? Infinity)) {
      for await (const event of this.behind.readStream(stream, {
        from,
        ...(limit < Infinity && { limit }),
      })) {
        if ((left -= 1) < 0) return;
        seen = event.revision;
        yield event;
      }
      // Read to its end, so that it is known where that is.
      if (limit === Infinity && (from === 0 || seen >= from))
        this.heads.set(stream, young.at(-1)?.revision ?? seen);
    }
    for (const event of young) if (event.revision > seen && (left -= 1) >= 0) yield event;
  }

  async *readAll(slice: LogSlice = {}): AsyncGenerator<StoredEvent, void> {
    await this.write();
    yield* this.behind.readAll(slice);
  }

  subscribe(slice: Omit<LogSlice, 'limit'> = {}): Feed {
    return this.behind.subscribe(slice);
  }

  async head() {
    await this.write();
    return this.behind.head();
  }

  /** Writes when it is worth it. */
  async writeSome(): Promise<void> {
    if (this.waiting.length >= inOneWrite) await this.write();
  }

  async write(): Promise<void> {
    const { waiting } = this;
    if (waiting.length === 0) return;
    await this.options.beforeWrite();
    this.waiting = [];
    const append = ({ stream, revision, events }: Waiting) =>
      this.behind.append(stream, revision === NONE ? 'no-stream' : revision, events);
    if (this.options.oneByOne) for (const each of waiting) await append(each);
    else await Promise.all(waiting.map(append));
    this.unwritten.clear();
  }

  async close(): Promise<void> {
    await this.write();
    await this.behind.close();
  }

  private async headBehind(stream: string): Promise<number> {
    for await (const { revision } of this.behind.readStream(stream, { direction: 'backwards', limit: 1 }))
      return revision;
    return NONE;
  }

  private nextPosition(): string {
    return String((this.count += 1)).padStart(16, '0');
  }
}

const fits = (head: number, expected: ExpectedRevision): boolean => {
  if (expected === 'any') return true;
  if (expected === 'exists') return head > NONE;
  return head === (expected === 'no-stream' ? NONE : expected);
};

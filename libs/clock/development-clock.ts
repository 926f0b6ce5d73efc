import { type Observable, Subject, filter, firstValueFrom, startWith } from 'rxjs';
import { type Clock, clockOf, type Instant, millisecondsOf } from '#kernel/time.js';
import { type EventStore, type Feed } from '#event-store/port.js';
import { ClockMoved, clockStream } from './move-clock.js';

/**
 * The system clock plus an offset that only development can move. The offset is in the log, so that every process
 * of a deployment tells the same time, also after a restart.
 */
export class DevelopmentClock implements Clock {
  private offsetMs = 0;
  private feed: Feed | undefined;
  private readonly moved = new Subject<void>();

  private readonly moving = clockOf(() => Date.now() + this.offsetMs);

  now(): Instant {
    return this.moving.now();
  }

  /** Follows the moves in the log; resolves when those made so far are known. */
  async follow(store: EventStore): Promise<void> {
    const feed = store.subscribe({ filter: { streamPrefixes: [clockStream] } });
    this.feed = feed;
    await new Promise<void>((resolve) => {
      void (async () => {
        for await (const message of feed) {
          if (message.kind === 'caught-up') resolve();
          if (message.kind === 'event' && message.event.type === ClockMoved.type) {
            this.moveBy(Number(message.event.data['offsetMs']));
          }
        }
        resolve();
      })();
    });
  }

  /** Resolves when this process tells at least that time. */
  async reached(instant: Instant): Promise<void> {
    const told = () => millisecondsOf(this.now()) >= millisecondsOf(instant);
    await firstValueFrom(this.moved.pipe(startWith(undefined), filter(told)));
  }

  /** Emits after each move. */
  get moves(): Observable<void> {
    return this.moved.asObservable();
  }

  async close(): Promise<void> {
    await this.feed?.close();
  }

  private moveBy(offsetMs: number): void {
    this.offsetMs = offsetMs;
    this.moved.next();
  }
}

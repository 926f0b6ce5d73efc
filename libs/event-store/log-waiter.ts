import { type EventStore, type Feed, type Position } from './port.js';

/** The log, as this process reads it, has not come to a position in time. */
export class LogBehind extends Error {
  override readonly name = 'LogBehind';
  readonly retryAfterSeconds = 1;
}

interface Waiting {
  readonly position: Position;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Lets readers wait until the log that this process reads has come to a position: behind a follower of a cluster it may
 * come later than the receipt that names it. Woken by what is appended; however many wait, one feed is followed, and none
 * while nobody waits.
 */
export class LogWaiter {
  private reached: Position = '';
  private readonly waiting = new Set<Waiting>();
  private feed: Feed | undefined;
  private isFollowing = false;

  /** @param waitMs how long a reader waits at most */
  constructor(
    private readonly store: Pick<EventStore, 'head' | 'subscribe'>,
    private readonly waitMs = 5000,
  ) {}

  /** @throws LogBehind after `waitMs`; StoreFailure */
  async waitFor(position: Position): Promise<void> {
    if (position <= this.reached) return;
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiting = { position, done: () => resolve(undefined), failed: reject };
    this.waiting.add(waiting);
    const bound = setTimeout(
      () => reject(new LogBehind(`The log has not come to ${position} yet.`)),
      this.waitMs,
    );
    void this.follow();
    try {
      await promise;
    } finally {
      clearTimeout(bound);
      this.waiting.delete(waiting);
      if (this.waiting.size === 0) void this.feed?.close();
    }
  }

  private async follow(): Promise<void> {
    if (this.isFollowing) return;
    this.isFollowing = true;
    try {
      while (this.waiting.size > 0) await this.followOnce();
    } catch (error) {
      for (const { failed } of this.waiting) failed(error);
    } finally {
      this.isFollowing = false;
    }
  }

  /** From the head on, until nobody waits any more. */
  private async followOnce(): Promise<void> {
    const head = await this.store.head();
    this.moved(head);
    if (this.waiting.size === 0) return;
    this.feed = this.store.subscribe(head === undefined ? {} : { after: head });
    try {
      for await (const { position } of this.feed.chunks()) {
        this.moved(position);
        if (this.waiting.size === 0) return;
      }
    } finally {
      await this.feed.close();
      this.feed = undefined;
    }
  }

  private moved(position: Position | undefined): void {
    if (position === undefined || position <= this.reached) return;
    this.reached = position;
    for (const each of this.waiting)
      if (each.position <= position) {
        this.waiting.delete(each);
        each.done();
      }
  }
}

export interface BatchSize {
  /** Events at most. */
  readonly count: number;
  /** How long the first event of a batch waits for company, in milliseconds, once the log has been caught up with. */
  readonly waitMs: number;
  /** What a commit should take at most, in milliseconds: while they are quicker, full batches grow up to `count`. */
  readonly commitMs: number;
}

const FIRST = 500;
/** Fewer, and what each batch costs by itself is most of it: a slow machine would become slower and slower. */
const LEAST = 250;

/** How many events the next batch may have: large ones are cheap by the event, and hold up whoever waits for a lock. */
export class BatchLimit {
  private now: number;

  constructor(private readonly size: Pick<BatchSize, 'count' | 'commitMs'>) {
    this.now = Math.min(size.count, FIRST);
  }

  get events(): number {
    return this.now;
  }

  /** @param events of a batch whose commit took so many milliseconds */
  took(events: number, ms: number): void {
    const { count, commitMs } = this.size;
    if (ms > commitMs)
      this.now = Math.max(Math.min(LEAST, count), Math.floor(Math.min(events, this.now) / 2));
    else if (events >= this.now && ms * 2 < commitMs) this.now = Math.min(count, this.now * 2);
  }
}

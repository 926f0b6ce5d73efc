import { setTimeout as pause } from 'node:timers/promises';
import { type Clock } from '#kernel/time.js';
import { type ProcessEnvironment } from './process-runner.js';
import { doDeed } from './doer.js';
import { type DueTimer, timers } from './timers.js';

const batch = 200;
const restMs = 1000;
const retrySeconds = 5;

/** Fires what is due, oldest first, at least once; what it sends is idempotent. After downtime it catches up. */
export class TimerRunner {
  private readonly stopped = new AbortController();
  private done: Promise<void> = Promise.resolve();
  private wake = new AbortController();

  constructor(
    private readonly environment: ProcessEnvironment,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.done = this.run();
  }

  /** Looks now instead of at the next second; for a clock that was moved. */
  nudge(): void {
    this.wake.abort();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    this.wake.abort();
    await this.done;
  }

  /** Fires everything due, and answers how many timers that were. */
  async fireDue(): Promise<number> {
    const due = await timers.due(this.environment.database, this.clock.now(), batch);
    for (const timer of due) {
      if (this.stopped.signal.aborted) break;
      await this.fire(timer);
    }
    return due.length;
  }

  private async fire(timer: DueTimer): Promise<void> {
    const { process, key, eventId, then } = timer;
    try {
      await doDeed(this.environment, process, { eventId, correlationId: eventId }, then, key);
      await timers.fired(this.environment.database, timer);
    } catch (error) {
      await timers.postpone(this.environment.database, timer, retrySeconds);
      this.environment.logger.warn({ manager: process, timer: key, error }, 'a timer waits');
    }
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      this.wake = new AbortController();
      const fired = await this.fireDue().catch((error: unknown) => {
        this.environment.logger.warn({ error }, 'timers wait');
        return 0;
      });
      if (fired === 0) await pause(restMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
    }
  }
}

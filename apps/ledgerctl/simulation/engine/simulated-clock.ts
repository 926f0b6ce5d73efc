import { type Clock, type Instant, instantOf } from '#kernel/time.js';

/** Shows the time of the history; moved by whoever plays it. */
export class SimulatedClock implements Clock {
  private shown: Instant;

  constructor(private at: number) {
    this.shown = instantOf(at);
  }

  now(): Instant {
    return this.shown;
  }

  /** Milliseconds since 1970. */
  get milliseconds(): number {
    return this.at;
  }

  /** Never goes back. */
  moveTo(at: number): void {
    if (at <= this.at) return;
    this.at = at;
    this.shown = instantOf(at);
  }
}

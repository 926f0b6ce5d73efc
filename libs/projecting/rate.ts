const WINDOW_MS = 10_000;

/** Events a second over the last ten seconds or so, without a timer. */
export class Rate {
  private since = performance.now();
  private counted = 0;
  private before = 0;

  add(count: number): void {
    this.roll();
    this.counted += count;
  }

  get perSecond(): number {
    this.roll();
    const seconds = (performance.now() - this.since) / 1000;
    // The window that has just begun says little alone.
    const share = Math.min(1, (seconds * 1000) / WINDOW_MS);
    return seconds === 0 ? this.before : (this.counted / seconds) * share + this.before * (1 - share);
  }

  private roll(): void {
    const elapsed = performance.now() - this.since;
    if (elapsed < WINDOW_MS) return;
    this.before = elapsed < 2 * WINDOW_MS ? (this.counted * 1000) / elapsed : 0;
    this.counted = 0;
    this.since = performance.now();
  }
}

/** Wakes whoever waits, once each; nobody polls. */
export class Signal {
  #waiting: (() => void)[] = [];

  /** Resolves at the next {@link wake}. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  wake(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

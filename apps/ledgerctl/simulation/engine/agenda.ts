/** What is to be done at a time. */
export interface Appointment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly nth: number;
  readonly act: () => void | Promise<void>;
}

const isBefore = (a: Appointment, b: Appointment): boolean => a.at < b.at || (a.at === b.at && a.nth < b.nth);

/** What is to come, soonest first; of one moment in the order in which it was put down (a binary heap). */
export class Agenda {
  private readonly heap: Appointment[] = [];
  private count = 0;

  get length(): number {
    return this.heap.length;
  }

  put(at: number, act: Appointment['act']): void {
    this.heap.push({ at, nth: (this.count += 1), act });
    this.rise(this.heap.length - 1);
  }

  take(): Appointment | undefined {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (last !== undefined && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return first;
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  private sink(): void {
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [a, b] = [this.heap[left], this.heap[right]];
      if (a === undefined) return;
      const child = b !== undefined && isBefore(b, a) ? right : left;
      if (!this.swapIfBefore(child, at)) return;
      at = child;
    }
  }

  private swapIfBefore(lower: number, upper: number): boolean {
    const [a, b] = [this.heap[lower], this.heap[upper]];
    if (a === undefined || b === undefined || !isBefore(a, b)) return false;
    this.heap[upper] = a;
    this.heap[lower] = b;
    return true;
  }
}

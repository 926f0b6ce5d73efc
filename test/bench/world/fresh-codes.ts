import { type CodeWorld } from './code-world.js';

/** Numbers of codes that nobody has redeemed yet; more are issued between two slices, never within one. */
export class FreshCodes {
  #next = 0;
  #issued = 0;

  constructor(private readonly world: CodeWorld) {}

  /** Makes sure that there are so many. */
  async provide(count: number): Promise<void> {
    const lacking = count - (this.#issued - this.#next);
    if (lacking <= 0) return;
    const first = await this.world.issue(lacking);
    if (this.#issued === this.#next) this.#next = first;
    this.#issued = first + lacking;
  }

  get left(): number {
    return this.#issued - this.#next;
  }

  /** @throws Error when they have run out */
  take(): number {
    if (this.#next === this.#issued) throw new Error('the codes have run out in the middle of a slice');
    return this.#next++;
  }
}

/** Revision of a stream that does not exist. */
export const NONE = -1;
/** Streams whose last revision is kept at hand; two generations of this many, a few megabytes. */
const GENERATION = 20_000;

type Heads = ReadonlyMap<string, number>;

/**
 * Last revisions of the streams used lately, {@link NONE} included, so that an append need not look them up. There is one
 * writer, so what stands here is true. What a transaction changes counts only once it is committed; until it is durable,
 * a reader that does not see it yet cannot make it forgotten.
 */
export class StreamHeads {
  #young = new Map<string, number>();
  #old: Heads = new Map();
  /** Of the transaction under way. */
  #changing = new Map<string, number>();
  /** Committed, and not known to be on disk. */
  readonly #written = new Map<string, number>();

  get(stream: string): number | undefined {
    return (
      this.#changing.get(stream) ??
      this.#written.get(stream) ??
      this.#young.get(stream) ??
      this.#old.get(stream)
    );
  }

  /** Learned by reading what is durable. */
  learn(stream: string, revision: number): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(stream, revision);
  }

  advance(stream: string, revision: number): void {
    this.#changing.set(stream, revision);
  }

  /** @returns what the transaction has changed, for {@link durable} */
  commit(): Heads {
    const changed = this.#changing;
    for (const [stream, revision] of changed) this.#written.set(stream, revision);
    this.#changing = new Map();
    return changed;
  }

  rollback(): void {
    this.#changing.clear();
  }

  durable(changed: Heads): void {
    for (const [stream, revision] of changed) {
      this.learn(stream, revision);
      // Unless a later transaction has changed it again.
      if (this.#written.get(stream) === revision) this.#written.delete(stream);
    }
  }
}

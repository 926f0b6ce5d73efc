/** Revision of a stream that does not exist. */
export const NONE = -1;
/** Streams whose last revision is kept at hand; two generations of this many, a few megabytes. */
const GENERATION = 20_000;

/**
 * Last revisions of the streams used lately, {@link NONE} included, so that an append need not look them up. There is one
 * writer, so what stands here is true. What a transaction changes counts only once it is committed.
 */
export class StreamHeads {
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  readonly #uncommitted = new Map<string, number>();

  get(stream: string): number | undefined {
    return this.#uncommitted.get(stream) ?? this.#young.get(stream) ?? this.#old.get(stream);
  }

  /** Learned by reading what is committed. */
  learn(stream: string, revision: number): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(stream, revision);
  }

  advance(stream: string, revision: number): void {
    this.#uncommitted.set(stream, revision);
  }

  commit(): void {
    for (const [stream, revision] of this.#uncommitted) this.learn(stream, revision);
    this.#uncommitted.clear();
  }

  rollback(): void {
    this.#uncommitted.clear();
  }
}

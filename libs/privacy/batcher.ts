interface Waiting<V> {
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what is asked for while an earlier answer is under way, and asks for it at once: a thousand new keys
 * cost one sync of the disk. Equal keys share one answer.
 */
export class Batcher<V> {
  private waiting = new Map<string, Waiting<V>[]>();
  private running = false;

  constructor(
    private readonly load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
    private readonly max = 1000,
  ) {}

  get(key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      const others = this.waiting.get(key);
      if (others === undefined) this.waiting.set(key, [{ resolve, reject }]);
      else others.push({ resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Lets everybody who asks in the same turn of the event loop come along.
    await new Promise(setImmediate);
    while (this.waiting.size > 0) await this.answer(this.take());
    this.running = false;
  }

  private take(): ReadonlyMap<string, readonly Waiting<V>[]> {
    const batch = new Map([...this.waiting].slice(0, this.max));
    for (const key of batch.keys()) this.waiting.delete(key);
    return batch;
  }

  private async answer(batch: ReadonlyMap<string, readonly Waiting<V>[]>): Promise<void> {
    try {
      const found = await this.load([...batch.keys()]);
      for (const [key, waiting] of batch) for (const one of waiting) one.resolve(found.get(key));
    } catch (error) {
      for (const waiting of batch.values()) for (const one of waiting) one.reject(error);
    }
  }
}

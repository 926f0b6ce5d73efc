import { type Database } from '#database/database.js';
import { type Position } from '#event-store/port.js';
import { PROJECTED } from './engine-tables.js';
import { ModelBehind } from './failures.js';
import { type ModelName, readableGeneration } from './model-state.js';

interface Waiter {
  readonly position: Position;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface Watched {
  readonly waiters: Set<Waiter>;
  looking: boolean;
  again: boolean;
}

/** Lets queries wait until a model has passed a position; woken by the commits, however many wait it looks once. */
export class ModelWaiter {
  private readonly watched = new Map<string, Watched>();

  private unlisten: (() => Promise<void>) | undefined;

  private constructor(private readonly database: Database) {}

  static async open(database: Database): Promise<ModelWaiter> {
    const waiter = new ModelWaiter(database);
    waiter.unlisten = await database.listen(PROJECTED, (model) => waiter.wake(model));
    return waiter;
  }

  async close(): Promise<void> {
    await this.unlisten?.();
  }

  /** @throws ModelBehind after `timeoutMs`; DatabaseFailure */
  async waitFor(model: ModelName, position: Position, timeoutMs: number): Promise<void> {
    const watched = this.watch(model);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiter: Waiter = { position, done: () => resolve(undefined), failed: reject };
    watched.waiters.add(waiter);
    const bound = setTimeout(() => {
      reject(new ModelBehind(model.name, 1, `The read model ${model.name} has not reached ${position} yet.`));
    }, timeoutMs);
    void this.look(model, watched);
    try {
      await promise;
    } finally {
      clearTimeout(bound);
      watched.waiters.delete(waiter);
    }
  }

  private watch(model: ModelName): Watched {
    const key = `${model.name} ${model.version}`;
    const watched = this.watched.get(key) ?? { waiters: new Set(), looking: false, again: false };
    this.watched.set(key, watched);
    return watched;
  }

  private wake(model: string | undefined): void {
    for (const [key, watched] of this.watched) {
      const [name = '', version] = key.split(' ');
      if (watched.waiters.size > 0 && (model === undefined || model === name)) {
        void this.look({ name, version: Number(version) }, watched);
      }
    }
  }

  private async look(model: ModelName, watched: Watched): Promise<void> {
    watched.again = watched.looking;
    if (watched.looking) return;
    watched.looking = true;
    do {
      watched.again = false;
      try {
        const position = (await readableGeneration(this.database, model))?.position;
        for (const waiter of watched.waiters)
          if (position !== undefined && position >= waiter.position) waiter.done();
      } catch (error) {
        for (const waiter of watched.waiters) waiter.failed(error);
      }
      // `again` is set by a wake that came while this one looked.
    } while (this.wantsAnother(watched));
    watched.looking = false;
  }

  private wantsAnother({ again, waiters }: Watched): boolean {
    return again && waiters.size > 0;
  }
}

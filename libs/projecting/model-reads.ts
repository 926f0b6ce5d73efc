import { type Database } from '#database/database.js';
import { type Position } from '#event-store/port.js';
import { type Institutions, type ModelName, type ModelView, readModel } from './model-state.js';
import { ModelWaiter } from './waiting.js';
import { readWhatIsAsked } from './whole-list.js';

/** Who asks a read model, and what the answer must contain. */
export interface Asking {
  readonly institutions: Institutions;
  /** Position of a receipt: the answer contains it, or there is none. */
  readonly after?: Position | undefined;
}

/** The door of all queries. */
export class ModelReads {
  private constructor(
    private readonly database: Database,
    private readonly waiter: ModelWaiter,
    private readonly waitMs: number,
  ) {}

  /** @param waitMs how long a query waits for `after` */
  static async open(database: Database, waitMs = 5000): Promise<ModelReads> {
    return new ModelReads(database, await ModelWaiter.open(database), waitMs);
  }

  /** @throws ModelBehind when the model has not passed `after` in time, or is being built for the first time */
  async ask<T>(
    model: ModelName,
    { institutions, after }: Asking,
    read: (view: ModelView) => Promise<T>,
  ): Promise<T> {
    if (after !== undefined) await this.waiter.waitFor(model, after, this.waitMs);
    return readModel(this.database, model, institutions, (view) => readWhatIsAsked(view, read));
  }

  close(): Promise<void> {
    return this.waiter.close();
  }
}

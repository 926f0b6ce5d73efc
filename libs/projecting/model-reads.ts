import { type Database, type Statement } from '#database/database.js';
import { type Position } from '#event-store/port.js';
import { PROJECTED } from './engine-tables.js';
import { findRows, type Found } from './finding.js';
import { KnownGenerations } from './known-generations.js';
import {
  type Institutions,
  type LastReports,
  type ModelName,
  type ModelView,
  readModel,
} from './model-state.js';
import { ModelWaiter } from './waiting.js';
import { alone } from './standing-still.js';
import { isWholeListAsked, readPages, readWhatIsAsked } from './whole-list.js';

/** Who asks a read model, and what the answer must contain. */
export interface Asking {
  readonly institutions: Institutions;
  /** Position of a receipt: the answer contains it, or there is none. */
  readonly after?: Position | undefined;
}

/** The door of all queries, and the one place where the caller's institutions enter the database. */
export class ModelReads {
  private readonly known = new KnownGenerations();
  private unlisten: (() => Promise<void>) | undefined;

  private constructor(
    private readonly database: Database,
    private readonly waiter: ModelWaiter,
    private readonly waitMs: number,
    /** When the ledger last heard of each provider; every answer says it. */
    readonly lastReports: () => Promise<LastReports>,
  ) {}

  /**
   * @param waitMs how long a query waits for `after`
   * @param lastReports what every answer says of the providers
   */
  static async open(
    database: Database,
    waitMs = 5000,
    lastReports: () => Promise<LastReports> = () => Promise.resolve({}),
  ): Promise<ModelReads> {
    const reads = new ModelReads(database, await ModelWaiter.open(database), waitMs, lastReports);
    reads.unlisten = await database.listen(PROJECTED, (model) => reads.known.moved(model));
    return reads;
  }

  /** @throws ModelBehind when the model has not passed `after` in time, or is being built for the first time */
  async ask<T>(
    model: ModelName,
    { institutions, after }: Asking,
    read: (view: ModelView) => Promise<T>,
  ): Promise<T> {
    await this.passed(model, after);
    const lastReports = await this.lastReports();
    const open = (asked: (view: ModelView) => Promise<T>): Promise<T> =>
      readModel(this.database, model, institutions, asked, lastReports);
    // One connection for everybody: it is given back after each page, and the model stands still until the last.
    if (this.database.kind === 'pglite' && isWholeListAsked())
      return alone(this.database, model.name, () => readPages(open, read));
    return open((view) => readWhatIsAsked(view, read));
  }

  /** As {@link ask}, for what one statement answers: a turn to the server in place of several. @throws ModelBehind */
  async find<Row extends object>(
    model: ModelName,
    { institutions, after }: Asking,
    statement: Statement,
  ): Promise<Found<Row>> {
    await this.passed(model, after);
    const { database, known } = this;
    const lastReports = await this.lastReports();
    return findRows<Row>({ database, known, model, institutions, lastReports, statement });
  }

  async close(): Promise<void> {
    await this.unlisten?.();
    await this.waiter.close();
  }

  private async passed(model: ModelName, after: Position | undefined): Promise<void> {
    if (after === undefined) return;
    await this.waiter.waitFor(model, after, this.waitMs);
    // The notification of the commit that was waited for may come after the look that saw it.
    this.known.forget(model);
  }
}

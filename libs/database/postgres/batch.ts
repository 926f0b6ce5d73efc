import { type Connection, type Submittable } from 'pg';
import { toDatabaseFailure } from '../failure.js';
import { type Answers, type SqlRow, type Statement } from '../sql.js';
import { type Field, Shape } from './shape.js';
import { wireValue } from './wire-values.js';

/** More would cost the server memory on every connection; further statements are prepared for one use. */
const MOST_KEPT = 200;

export interface Prepared {
  readonly name: string;
  readonly shape: Shape;
}

/** What one connection has prepared, by the text of the statement. */
export class Kept extends Map<string, Prepared> {
  private named = 0;

  /** A name that no other statement of the connection has, also one that is still on its way; none when it has enough. */
  newName(): string | undefined {
    return this.named < MOST_KEPT ? `kept_${(this.named += 1)}` : undefined;
  }
}

/**
 * Several statements in one turn to the server: all are sent at once, with one Sync behind them, so that they are one
 * transaction. Driven by `pg`, as its own queries are. Beside the turns it saves what `pg` asks of a prepared
 * statement each time: how its rows look.
 */
export class Batch implements Submittable {
  readonly answers: Promise<Answers>;
  /** It failed where the server may have prepared a statement that {@link Kept} does not know of. */
  unsure = false;
  private readonly outcome = Promise.withResolvers<Answers>();
  private readonly rows: SqlRow[][];
  private readonly shapes: (Shape | undefined)[];
  private readonly names: (string | undefined)[];
  private at = 0;

  constructor(
    private readonly statements: readonly Statement[],
    private readonly kept: Kept,
  ) {
    this.answers = this.outcome.promise;
    this.rows = statements.map(() => []);
    this.shapes = statements.map(({ text }) => kept.get(text)?.shape);
    this.names = statements.map(
      ({ text, prepared = false }) => kept.get(text)?.name ?? (prepared ? kept.newName() : undefined),
    );
  }

  submit(connection: Connection): void {
    connection.stream.cork();
    for (const [n, { text, parameters }] of this.statements.entries()) {
      const name = this.names[n] ?? '';
      const isNew = this.shapes[n] === undefined;
      if (isNew) connection.parse({ name, text, types: [] }, true);
      connection.bind({ portal: '', statement: name, values: parameters.map(wireValue) }, true);
      if (isNew) connection.describe({ type: 'P', name: '' }, true);
      connection.execute(null, true);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.shapes[this.at] = new Shape(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    try {
      this.rows[this.at]?.push(this.shapes[this.at]?.row(fields) ?? {});
    } catch (error) {
      this.outcome.reject(toDatabaseFailure(error));
    }
  }

  handleCommandComplete(): void {
    const text = this.statements[this.at]?.text;
    const name = this.names[this.at];
    const shape = this.shapes[this.at] ?? new Shape([]);
    if (text !== undefined && name !== undefined && !this.kept.has(text))
      this.kept.set(text, { name, shape });
    this.at += 1;
  }

  handleError(error: unknown): void {
    const { text = '' } = this.statements[this.at] ?? {};
    this.unsure = this.names[this.at] !== undefined && !this.kept.has(text);
    this.outcome.reject(toDatabaseFailure(error));
  }

  handleReadyForQuery(): void {
    this.outcome.resolve(this.rows);
  }
}

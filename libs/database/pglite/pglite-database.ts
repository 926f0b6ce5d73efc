import { type Database, type NotificationListener } from '../database.js';
import { checkedChannel, Listeners } from '../listeners.js';
import {
  type Answers,
  type Sql,
  type SqlRow,
  type SqlValue,
  type Statement,
  type TransactionOptions,
} from '../sql.js';
import { READER } from '../reader.js';
import { inTransaction } from '../transaction.js';
import { Turn } from '../turn.js';
import { markComplete, takeDirectory } from './directory.js';
import { PgliteConnection } from './pglite-connection.js';
import { existingTemplate } from './template.js';

/**
 * PGlite has no checkpointer, so its write-ahead log would grow until a clean close, and with it the start after a
 * kill (over 4 s were seen). A checkpoint with nothing to write costs next to nothing.
 */
const TURNS_BETWEEN_CHECKPOINTS = 128;

/** The answers of statements that were asked at once; rejects with the failure of the first that failed. */
async function inOrder<T>(asked: readonly Promise<T>[]): Promise<readonly T[]> {
  // All are heard before one is thrown: those after a failure fail too.
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

/** One connection: a transaction has it to itself, everybody else waits for its end. */
class PgliteDatabase implements Database {
  readonly kind = 'pglite';
  private readonly turn = new Turn();
  private closing: Promise<void> | undefined;
  private turns = 0;

  constructor(
    private readonly connection: PgliteConnection,
    private readonly listeners: Listeners,
    private readonly release: () => void,
  ) {}

  query<Row extends object = SqlRow>(
    statement: string,
    parameters?: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.inTurn(() => this.connection.query<Row>(statement, parameters));
  }

  script(statements: string): Promise<void> {
    return this.inTurn(() => this.connection.script(statements));
  }

  transaction<T>(work: (sql: Sql) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.inTurn(() => inTransaction(this.connection, work, options));
  }

  read(statements: readonly Statement[]): Promise<Answers> {
    return this.reading((sql) =>
      inOrder(statements.map(({ text, parameters }) => sql.query(text, parameters))),
    );
  }

  reading<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const asReader = async (sql: Sql): Promise<T> => {
      await sql.query(`SET LOCAL ROLE ${READER}`);
      return await work(sql);
    };
    return this.inTurn(() => inTransaction(this.connection, asReader, { snapshot: true }));
  }

  async listen(channel: string, listener: NotificationListener): Promise<() => Promise<void>> {
    this.listeners.add(checkedChannel(channel), listener);
    await this.turn.take(() => this.connection.listen(channel));
    return () => this.listeners.remove(channel, listener);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.take(work);
    this.turns += 1;
    if (this.turns % TURNS_BETWEEN_CHECKPOINTS === 0) {
      // A connection that is gone says so to whoever asks it next.
      this.turn.take(() => this.connection.query('CHECKPOINT')).catch(() => undefined);
    }
    return mine;
  }

  close(): Promise<void> {
    this.closing ??= this.turn.take(() => this.connection.close()).then(this.release);
    return this.closing;
  }
}

const connect = async (cluster: string): Promise<[PgliteConnection, Listeners]> => {
  const listeners = new Listeners();
  const connection = new PgliteConnection((channel, payload) => listeners.tell(channel, payload));
  const template = existingTemplate();
  await connection.start({ directory: cluster, ...(template === undefined ? {} : { template }) });
  return [connection, listeners];
};

/** @throws DatabaseFailure `unavailable` when another process has the directory open */
export async function openPglite(directory: string): Promise<Database> {
  if (directory.startsWith('memory://'))
    return new PgliteDatabase(...(await connect(directory)), () => undefined);
  const taken = takeDirectory(directory);
  try {
    const connected = await connect(taken.cluster);
    markComplete(directory);
    return new PgliteDatabase(...connected, () => taken.release());
  } catch (error) {
    taken.release();
    throw error;
  }
}

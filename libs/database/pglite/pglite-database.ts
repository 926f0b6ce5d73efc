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
import { boundless, DiskRoom } from './disk-room.js';
import { PgliteConnection } from './pglite-connection.js';
import { existingTemplate } from './template.js';

/**
 * PGlite has no checkpointer, so its write-ahead log would grow until a clean close, and with it the start after a
 * kill (over 4 s were seen). A checkpoint with nothing to write costs next to nothing.
 */
const TURNS_BETWEEN_CHECKPOINTS = 128;
const RECONNECT_MS = 1000;
const READS = /^\s*(?:SELECT|WITH)\b/i;

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

  private opening = -Infinity;

  constructor(
    private connection: PgliteConnection,
    private readonly connect: () => Promise<PgliteConnection>,
    private readonly listeners: Listeners,
    private readonly room: Pick<DiskRoom, 'expect'>,
    private readonly release: () => void,
  ) {}

  query<Row extends object = SqlRow>(
    statement: string,
    parameters?: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    const isReading = READS.test(statement);
    return this.inTurn(async () => {
      if (!isReading) await this.room.expect();
      return await this.connection.query<Row>(statement, parameters);
    });
  }

  script(statements: string): Promise<void> {
    return this.inTurn(async () => {
      await this.room.expect();
      await this.connection.script(statements);
    });
  }

  transaction<T>(work: (sql: Sql) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.inTurn(async () => {
      if (options.snapshot !== true) await this.room.expect();
      return await inTransaction(this.connection, work, options);
    });
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
    const mine = this.turn.take(async () => {
      if (this.connection.isGone) await this.reconnect();
      return await work();
    });
    this.turns += 1;
    if (this.turns % TURNS_BETWEEN_CHECKPOINTS === 0) {
      // A connection that is gone says so to whoever asks it next.
      this.turn.take(() => this.checkpoint()).catch(() => undefined);
    }
    return mine;
  }

  private async checkpoint(): Promise<void> {
    await this.room.expect();
    await this.connection.query('CHECKPOINT');
  }

  /** After its thread was lost; it finds what was committed in its files. Tried once a second. */
  private async reconnect(): Promise<void> {
    if (this.closing !== undefined || performance.now() - this.opening < RECONNECT_MS) return;
    this.opening = performance.now();
    await this.room.expect();
    this.connection = await this.connect();
    for (const channel of this.listeners.channels) await this.connection.listen(channel);
    this.listeners.tellAll();
  }

  close(): Promise<void> {
    this.closing ??= this.turn.take(() => this.connection.close()).then(this.release);
    return this.closing;
  }
}

async function open(
  cluster: string,
  room: Pick<DiskRoom, 'expect' | 'isSpent'>,
  release: () => void,
): Promise<Database> {
  const listeners = new Listeners();
  const connect = async (): Promise<PgliteConnection> => {
    const tell = (channel: string, payload: string): void => listeners.tell(channel, payload);
    const connection = new PgliteConnection(tell, () => room.isSpent());
    const template = existingTemplate();
    await connection.start({ directory: cluster, ...(template === undefined ? {} : { template }) });
    return connection;
  };
  return new PgliteDatabase(await connect(), connect, listeners, room, release);
}

/** @throws DatabaseFailure `unavailable` when another process has the directory open, or there is no room to write */
export async function openPglite(directory: string): Promise<Database> {
  if (directory.startsWith('memory://')) return open(directory, boundless, () => undefined);
  const room = new DiskRoom(directory);
  // Also what it finds it may have to write again.
  await room.expect();
  const taken = takeDirectory(directory);
  try {
    const database = await open(taken.cluster, room, () => taken.release());
    markComplete(directory);
    return database;
  } catch (error) {
    taken.release();
    throw error;
  }
}

import { type Database, DatabaseFailure, type Sql } from '#database/database.js';
import { toDatabaseFailure } from '#database/failure.js';

const dead = (): DatabaseFailure => new DatabaseFailure('unavailable', 'killed');

/** Steps before each statement. */
const counting = (sql: Sql, step: () => void): Sql => ({
  async query(statement, parameters) {
    step();
    return sql.query(statement, parameters);
  },
  async script(statements) {
    step();
    return sql.script(statements);
  },
});

export interface Mortal {
  readonly database: Database;
  readonly isDead: () => boolean;
}

/**
 * A database whose client dies before its nth statement, as a process killed there: what was not committed is rolled
 * back, and nothing works any more. COMMIT counts too.
 */
export function mortal(real: Database, diesAt: number): Mortal {
  let count = 0;
  const step = (): void => {
    count += 1;
    if (count >= diesAt) throw dead();
  };
  const database: Database = {
    ...counting(real, step),
    kind: real.kind,
    async transaction(work, options) {
      step();
      return real.transaction(async (sql) => {
        const result = await work(counting(sql, step));
        step();
        return result;
      }, options);
    },
    read: (statements) => real.read(statements),
    reading: (work) => real.reading(work),
    listen: (channel, listener) => real.listen(channel, listener),
    close: () => Promise.resolve(),
  };
  return { database, isDead: () => count >= diesAt };
}

export interface Gate {
  readonly database: Database;
  /** From now on no transaction goes on past its beginning. */
  shut(): void;
  open(): void;
  /** Transactions that stand before it. */
  waiting(): number;
}

/** A worker that can be made to stop for a while, as by a long pause of its machine. */
export function gated(real: Database): Gate {
  let waiting = 0;
  let opening = Promise.withResolvers<undefined>();
  opening.resolve(undefined);
  return {
    shut: () => (opening = Promise.withResolvers<undefined>()),
    open: () => opening.resolve(undefined),
    waiting: () => waiting,
    database: {
      kind: real.kind,
      query: (statement, parameters) => real.query(statement, parameters),
      script: (statements) => real.script(statements),
      read: (statements) => real.read(statements),
      reading: (work) => real.reading(work),
      listen: (channel, listener) => real.listen(channel, listener),
      close: () => Promise.resolve(),
      async transaction(work, options) {
        waiting += 1;
        await opening.promise;
        waiting -= 1;
        return real.transaction(work, options);
      },
    },
  };
}

export interface Disk {
  readonly database: Database;
  /** From now on every transaction fails at its second statement, as one does whose first write finds no room. */
  fill(): void;
  free(): void;
}

/** A database whose disk can be full: SQLSTATE 53100, as the server says it. */
export function onDisk(real: Database): Disk {
  let isFull = false;
  const full = (): DatabaseFailure =>
    toDatabaseFailure(
      Object.assign(new Error('could not extend file: No space left on device'), {
        ...{ code: '53100', severity: 'ERROR' },
      }),
    );
  return {
    fill: () => (isFull = true),
    free: () => (isFull = false),
    database: {
      kind: real.kind,
      query: (statement, parameters) => real.query(statement, parameters),
      script: (statements) => real.script(statements),
      read: (statements) => real.read(statements),
      reading: (work) => real.reading(work),
      listen: (channel, listener) => real.listen(channel, listener),
      close: () => Promise.resolve(),
      transaction: (work, options) =>
        real.transaction((sql) => {
          let statements = 0;
          return work(
            counting(sql, () => {
              statements += 1;
              if (isFull && statements > 1) throw full();
            }),
          );
        }, options),
    },
  };
}

import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type KeyStorage, type WrappedKey } from './key-storage.js';

export const fileSchema = `
  CREATE TABLE master (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE data_key (id TEXT PRIMARY KEY, scope TEXT NOT NULL UNIQUE, wrapped BLOB) STRICT, WITHOUT ROWID;
`;

/**
 * Each commit is synced, the journal's end included. A rollback journal, emptied after each commit, because a
 * write-ahead log would keep old pages, and destroyed keys in them; `secure_delete` overwrites what is deleted.
 */
export const filePragmas =
  'PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;';

/** Rows in a SQLite file; every answer has been synced. */
export class FileKeyStorage implements KeyStorage {
  private readonly insert: StatementSync;
  private readonly ofScope: StatementSync;
  private readonly ofId: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.insert = db.prepare(
      'INSERT INTO data_key (id, scope, wrapped) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.ofScope = db.prepare('SELECT id, scope, wrapped FROM data_key WHERE scope = ?');
    this.ofId = db.prepare('SELECT id, scope, wrapped FROM data_key WHERE id = ?');
  }

  add(keys: readonly (WrappedKey & { readonly wrapped: Uint8Array })[]): Promise<readonly WrappedKey[]> {
    return answer(() => {
      this.inTransaction(() => {
        for (const { id, scope, wrapped } of keys) this.insert.run(id, scope, wrapped);
      });
      return rowsOf(
        this.ofScope,
        keys.map((key) => key.scope),
      );
    });
  }

  byScope(scopes: readonly string[]): Promise<readonly WrappedKey[]> {
    return answer(() => rowsOf(this.ofScope, scopes));
  }

  byId(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    return answer(() => rowsOf(this.ofId, ids));
  }

  destroy(scope: string, id: string): Promise<void> {
    return answer(() => {
      this.db
        .prepare(
          'INSERT INTO data_key (id, scope) VALUES (?, ?) ON CONFLICT (scope) DO UPDATE SET wrapped = NULL',
        )
        .run(id, scope);
    });
  }

  close(): Promise<void> {
    return answer(() => this.db.close());
  }

  private inTransaction(work: () => void): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** A synchronous database behind the asynchronous port: what it throws becomes a rejection. */
const answer = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));

const rowsOf = (statement: StatementSync, keys: readonly string[]): readonly WrappedKey[] =>
  keys.flatMap((key) => {
    const row = statement.get(key);
    if (row === undefined) return [];
    const { id, scope, wrapped } = row;
    return [
      { id: String(id), scope: String(scope), wrapped: wrapped instanceof Uint8Array ? wrapped : undefined },
    ];
  });

import { type KeyStorage, type WrappedKey } from './key-storage.js';

/** What of a PostgreSQL database the ring needs. */
export interface KeyDatabase {
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>;
}

/** To be run as a migration; running it again changes nothing. */
export const keyTableSchema = `
  CREATE TABLE IF NOT EXISTS ledger_key (
    id text PRIMARY KEY,
    scope text NOT NULL UNIQUE,
    wrapped bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz
  )
`;

interface Row {
  readonly id: string;
  readonly scope: string;
  readonly wrapped: Uint8Array | null;
}

/** Rows in a PostgreSQL table that all processes share. */
export class TableKeyStorage implements KeyStorage {
  constructor(private readonly database: KeyDatabase) {}

  async add(
    keys: readonly (WrappedKey & { readonly wrapped: Uint8Array })[],
  ): Promise<readonly WrappedKey[]> {
    await this.database.query(
      `INSERT INTO ledger_key (id, scope, wrapped)
       SELECT id, scope, decode(wrapped, 'base64')
         FROM unnest($1::text[], $2::text[], $3::text[]) AS new (id, scope, wrapped)
       ON CONFLICT (scope) DO NOTHING`,
      [
        keys.map((key) => key.id),
        keys.map((key) => key.scope),
        keys.map((key) => Buffer.from(key.wrapped).toString('base64')),
      ],
    );
    // Read back: where another process was first, its key is the key.
    return this.byScope(keys.map((key) => key.scope));
  }

  byScope(scopes: readonly string[]): Promise<readonly WrappedKey[]> {
    return this.rows('scope', scopes);
  }

  byId(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    return this.rows('id', ids);
  }

  async destroy(scope: string, id: string): Promise<void> {
    await this.database.query(
      `INSERT INTO ledger_key (id, scope, destroyed_at) VALUES ($1, $2, now())
       ON CONFLICT (scope) DO UPDATE
         SET wrapped = NULL, destroyed_at = coalesce(ledger_key.destroyed_at, now())`,
      [id, scope],
    );
  }

  /** The database is its owner's to close. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private async rows(column: 'id' | 'scope', values: readonly string[]): Promise<readonly WrappedKey[]> {
    const found = await this.database.query<Row>(
      `SELECT id, scope, wrapped FROM ledger_key WHERE ${column} = ANY ($1::text[])`,
      [values],
    );
    return found.map(({ id, scope, wrapped }) => ({ id, scope, wrapped: wrapped ?? undefined }));
  }
}

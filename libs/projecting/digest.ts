import { type Sql } from '#database/database.js';
import { type Table } from './table.js';

export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** Sums of the two halves of every row's hash: the same rows give the same sums in any order. */
  readonly digest: string;
}

/** The digest of one generation's tables; equal for equal rows, on PGlite and on PostgreSQL alike. */
export async function digestOf(
  sql: Sql,
  tables: readonly Table[],
  schema: string,
  prefix = '',
): Promise<readonly TableDigest[]> {
  const digests: TableDigest[] = [];
  for (const { name } of tables) {
    const half = (from: number): string =>
      `coalesce(sum(('x' || substr(h, ${from}, 16))::bit(64)::int8::numeric), 0)`;
    const [row] = await sql.query<{ rows: number; digest: string }>(
      `SELECT count(*) AS rows, ${half(1)} || ':' || ${half(17)} AS digest
       FROM (SELECT md5(t::text) AS h FROM ${schema}.${prefix}${name} t) AS hashed`,
    );
    digests.push({ table: name, rows: row?.rows ?? 0, digest: row?.digest ?? '' });
  }
  return digests;
}

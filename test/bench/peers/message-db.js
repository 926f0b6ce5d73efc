import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';

export const name = 'message-db';
export const needs = 'postgres';
export const how = "Message DB's own functions through a pg.Pool of 24, synchronous_commit=on";

/** What its install.sh runs, in its order; without its privileges, which nothing here needs. */
const files = [
  'schema/message-store',
  'tables/messages',
  'types/message',
  ...['hash-64', 'acquire-lock', 'category', 'id', 'cardinal-id', 'is-category', 'stream-version'].map(
    (f) => `functions/${f}`,
  ),
  ...['write-message', 'get-stream-messages', 'get-category-messages', 'get-last-stream-message'].map(
    (f) => `functions/${f}`,
  ),
  ...['messages-id', 'messages-category', 'messages-stream'].map((f) => `indexes/${f}`),
];

async function install(pool) {
  const folder = new URL('./node_modules/@eventide/message-db/database/', import.meta.url);
  const client = await pool.connect();
  try {
    await client.query('CREATE SCHEMA IF NOT EXISTS message_store');
    await client.query('CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA message_store');
    for (const file of files) {
      const sql = await readFile(new URL(`${file}.sql`, folder), 'utf8');
      // Building an index concurrently cannot share a statement with others; the table is empty.
      await client.query(sql.replaceAll(/\bCONCURRENTLY\b/gi, ''));
    }
  } finally {
    client.release();
  }
}

const decoded = ({ type, data, metadata, ...rest }) => ({
  ...rest,
  type,
  data: JSON.parse(data),
  metadata: JSON.parse(metadata),
});

/** @type {import('../peer.js').OpenPeer} */
export async function open({ postgresUrl }) {
  const pool = new pg.Pool({
    connectionString: postgresUrl,
    max: 24,
    options: '-c search_path=message_store,public',
  });
  await install(pool);
  const one = { name: 'write', text: 'SELECT write_message($1, $2, $3, $4, $5, $6)' };
  // One statement, so one transaction and one round trip: kinder than one call after another.
  const many = {
    name: 'write-many',
    text: `SELECT write_message(id, $2, type, data::jsonb, metadata::jsonb, $6::bigint + ordinality - 1)
           FROM unnest($1::varchar[], $3::varchar[], $4::varchar[], $5::varchar[]) WITH ORDINALITY AS e(id, type, data, metadata, ordinality)`,
  };
  return {
    append(stream, from, events) {
      const [first, ...rest] = events;
      if (rest.length === 0) {
        const { type, data, metadata } = first;
        return pool.query({
          ...one,
          values: [randomUUID(), stream, type, JSON.stringify(data), JSON.stringify(metadata), from],
        });
      }
      const column = (of) => events.map(of);
      const values = [
        column(() => randomUUID()),
        stream,
        column(({ type }) => type),
        column(({ data }) => JSON.stringify(data)),
        column(({ metadata }) => JSON.stringify(metadata)),
        from,
      ];
      return pool.query({ ...many, values });
    },
    async load(stream, fold) {
      const { rows } = await pool.query({
        name: 'load',
        text: 'SELECT * FROM get_stream_messages($1, 0, 1000)',
        values: [stream],
      });
      return rows.map(decoded).reduce(fold.evolve, fold.initial);
    },
    async readAll(onEvent) {
      for (let after = 0; ;) {
        const text = `SELECT id, stream_name, type, position, global_position, data::text, metadata::text, time
                      FROM messages WHERE global_position > $1 ORDER BY global_position LIMIT 1000`;
        const { rows } = await pool.query({ name: 'all', text, values: [after] });
        if (rows.length === 0) return;
        for (const row of rows) onEvent(decoded(row));
        after = rows.at(-1).global_position;
      }
    },
    close: () => pool.end(),
  };
}

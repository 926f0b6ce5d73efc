import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, readMessagesBatch } from '@event-driven-io/emmett-postgresql';
import { dumbo } from '@event-driven-io/dumbo';
import pg from 'pg';

export const name = 'emmett-postgresql';
export const needs = 'postgres';
export const how = 'getPostgreSQLEventStore on a pg.Pool of 24, synchronous_commit=on';

/** @type {import('../peer.js').OpenPeer} */
export async function open({ postgresUrl }) {
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 24 });
  const executor = dumbo({ connectionString: postgresUrl, pool });
  const store = getPostgreSQLEventStore(postgresUrl, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    append: (stream, from, events) =>
      store.appendToStream(
        stream,
        events.map(({ type, data, metadata }) => ({ type, data, metadata })),
        { expectedStreamVersion: from < 0 ? STREAM_DOES_NOT_EXIST : BigInt(from + 1) },
      ),
    async load(stream, fold) {
      const { state } = await store.aggregateStream(stream, {
        initialState: () => fold.initial,
        evolve: (state, event) => fold.evolve(state, event),
      });
      return state;
    },
    async readAll(onEvent) {
      for (let after = 0n; ;) {
        const batch = await readMessagesBatch(executor.execute, { after, batchSize: 1000 });
        for (const message of batch.messages) onEvent(message);
        after = batch.currentGlobalPosition;
        if (!batch.areMessagesLeft) return;
      }
    },
    async close() {
      await store.close();
      await pool.end();
    },
  };
}

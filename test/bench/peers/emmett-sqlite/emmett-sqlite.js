import {
  appendToStream,
  createEventStoreSchema,
  readMessagesBatch,
  readStream,
  sqliteConnection,
} from '@event-driven-io/emmett-sqlite';
import { join } from 'node:path';

export const name = 'emmett-sqlite';
export const needs = 'directory';
export const how =
  'its appendToStream on one open connection, WAL, synchronous=FULL, appends one after another';

/** @type {import('../../peer.js').OpenPeer} */
export async function open({ directory }) {
  // Its event store opens and closes a connection for each call; its own functions on one connection are faster.
  const connection = sqliteConnection({ fileName: join(directory, 'emmett.db') });
  await createEventStoreSchema(connection);
  const { synchronous } = await connection.querySingle('PRAGMA synchronous');
  if (synchronous !== 2) throw new Error(`synchronous is ${synchronous}, not FULL`);
  // Two transactions at once on a connection would become one.
  let turn = Promise.resolve();
  const inTurn = (work) => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  return {
    append: (stream, from, events) =>
      inTurn(async () => {
        const expectedStreamVersion = from < 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(from + 1);
        const messages = events.map(({ type, data, metadata }) => ({ type, data, metadata }));
        const { success } = await appendToStream(connection, stream, 'bench', messages, {
          expectedStreamVersion,
        });
        if (!success) throw new Error(`the append to ${stream} was refused`);
      }),
    load: (stream, fold) =>
      inTurn(async () => (await readStream(connection, stream)).events.reduce(fold.evolve, fold.initial)),
    readAll: (onEvent) =>
      inTurn(async () => {
        for (let after = 0n; ;) {
          const batch = await readMessagesBatch(connection, { after, batchSize: 1000 });
          for (const message of batch.messages) onEvent(message);
          after = batch.currentGlobalPosition;
          if (!batch.areEventsLeft) return;
        }
      }),
    close: async () => connection.close(),
  };
}

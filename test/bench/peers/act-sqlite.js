import { SqliteStore } from '@rotorsoft/act-sqlite';
import { join } from 'node:path';

export const name = 'act-sqlite';
export const needs = 'directory';
export const how = 'SqliteStore (@rotorsoft/act) on libSQL, WAL, synchronous=FULL, commits one after another';

/** @type {import('../peer.js').OpenPeer} */
export async function open({ directory }) {
  const store = new SqliteStore({ url: `file:${join(directory, 'act.db')}` });
  await store.seed();
  const { rows } = await store.client.execute('PRAGMA synchronous');
  if (Number(rows[0].synchronous) !== 2)
    throw new Error(`synchronous is ${String(rows[0].synchronous)}, not FULL`);
  // Two transactions at once make libSQL open a second connection, which then finds the database locked.
  let turn = Promise.resolve();
  const inTurn = (work) => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  return {
    append: (stream, from, events) =>
      inTurn(() =>
        store.commit(
          stream,
          events.map(({ type, data }) => ({ name: type, data })),
          { correlation: 'c', causation: {}, ...events[0].metadata },
          from,
        ),
      ),
    async load(stream, fold) {
      let state = fold.initial;
      await store.query((event) => (state = fold.evolve(state, { type: event.name, data: event.data })), {
        stream,
        stream_exact: true,
      });
      return state;
    },
    async readAll(onEvent) {
      for (let after = -1; ;) {
        let last = after;
        const found = await store.query(
          (event) => {
            last = event.id;
            onEvent(event);
          },
          { after, limit: 1000 },
        );
        if (found === 0) return;
        after = last;
      }
    },
    close: () => store.dispose(),
  };
}

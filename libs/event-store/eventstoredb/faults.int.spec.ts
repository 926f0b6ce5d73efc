import { exec } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { all, ids, newEvent, newEvents, rejection, takeEvents, unique } from '../contract/fixtures.js';
import { isStoreFailure } from '../failures.js';
import { type EventStore } from '../port.js';
import { openEventStoreDb } from './event-store-db.js';
import { PATIENCE } from './patience.js';

const URL = 'EVENTSTORE_TEST_URL';
/** Shell commands that do to the server what the test is about; no other suite may use that server meanwhile. */
const KILL_LEADER = 'EVENTSTORE_TEST_KILL_LEADER';
const RESTART = 'EVENTSTORE_TEST_RESTART';
const PAUSE = 'EVENTSTORE_TEST_PAUSE';
const RESUME = 'EVENTSTORE_TEST_RESUME';

const WRITERS = 16;
const BEFORE = 300;
const AFTER = 600;

jest.setTimeout(90_000);

/** A server that the command starts would take our EVENTSTORE_ variables for options of its own. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('EVENTSTORE_')),
);
const run = (variable: string): Promise<unknown> =>
  promisify(exec)(process.env[variable] ?? 'false', { env: environment });

/** Runs where all variables are set; else it is counted as skipped and says what is missing. */
function faultTest(title: string, variables: readonly string[], test: () => Promise<void>): void {
  const missing = [URL, ...variables].filter((variable) => (process.env[variable] ?? '') === '');
  if (missing.length === 0) it(title, test);
  else it.skip(`${title} [skipped: ${missing.join(', ')} not set]`, test);
}

describe('EventStoreDB when it fails', () => {
  let store: EventStore;
  beforeAll(() => {
    store = openEventStoreDb(process.env[URL] ?? 'esdb://127.0.0.1:2113?tls=false');
  });
  afterAll(() => store.close());

  faultTest(
    'loses and doubles nothing that was acknowledged when the leader is killed under load',
    [KILL_LEADER],
    async () => {
      const prefix = unique('leader');
      const acknowledged = new Set<string>();
      const unexpected: unknown[] = [];
      let finished = false;
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        for (let revision = -1; !finished;) {
          const event = newEvent({ writer });
          const outcome = await store
            .append(`${prefix}-${writer}`, revision < 0 ? 'no-stream' : revision, [event])
            .catch((error: unknown) => error);
          if (outcome instanceof Error) unexpected.push(outcome);
          else {
            acknowledged.add(event.id);
            revision++;
          }
        }
      });
      const seen: string[] = [];
      const feed = store.subscribe({ filter: { streamPrefixes: [prefix] } });
      const watching = (async () => {
        for await (const message of feed) if (message.kind === 'event') seen.push(message.event.id);
      })();
      await until(() => acknowledged.size >= BEFORE);
      await run(KILL_LEADER);
      const atKill = acknowledged.size;
      await until(() => acknowledged.size >= atKill + AFTER);
      finished = true;
      await Promise.all(writers);
      await until(() => seen.length >= acknowledged.size);
      await feed.close();
      await watching;
      const stored = ids(await all(store.readAll({ filter: { streamPrefixes: [prefix] } })));
      expect(unexpected).toEqual([]);
      expect(stored.filter((id) => acknowledged.has(id))).toHaveLength(acknowledged.size);
      expect(new Set(stored).size).toBe(stored.length);
      expect(seen).toEqual(stored);
    },
  );

  faultTest('resumes a subscription after the server was restarted', [RESTART], async () => {
    const stream = unique('restart');
    const [before, after] = [newEvents(20), newEvents(20)];
    await store.append(stream, 'no-stream', before);
    const watched = takeEvents(store.subscribe({ filter: { streamPrefixes: [stream] } }), 40);
    const unfiltered = watchStream(store, stream, 40);
    await run(RESTART);
    await eventually(() => store.append(stream, 19, after));
    expect(ids(await watched)).toEqual(ids([...before, ...after]));
    expect(await unfiltered).toEqual(ids([...before, ...after]));
  });

  faultTest(
    'bounds an append while the server hangs: its outcome is unknown, and found out later',
    [PAUSE, RESUME],
    async () => {
      const stream = unique('hang');
      const hurried = openEventStoreDb(process.env[URL] ?? '', { ...PATIENCE, total: 1_500 });
      const first = newEvents(1);
      await hurried.append(stream, 'no-stream', first);
      await run(PAUSE);
      const second = newEvents(1);
      const failure = await rejection(hurried.append(stream, 0, second));
      await run(RESUME);
      expect(isStoreFailure(failure, 'outcome-unknown')).toBe(true);
      await eventually(() => store.append(stream, 0, second));
      expect(ids(await all(store.readStream(stream)))).toEqual(ids([...first, ...second]));
      await hurried.close();
    },
  );

  it('says that nothing was written while there is no server', async () => {
    const nowhere = openEventStoreDb('esdb://127.0.0.1:9?tls=false', { ...PATIENCE, total: 4_000 });
    expect(await rejection(nowhere.append(unique('none'), 'any', newEvents(1)))).toMatchObject({
      kind: 'unavailable',
    });
    expect(await rejection(all(nowhere.readStream('none')))).toMatchObject({ kind: 'unavailable' });
    expect(await rejection(nowhere.head())).toMatchObject({ kind: 'unavailable' });
    await nowhere.close();
  });
});

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await sleep(20);
}

/** While a server restarts, calls may fail for longer than one call is patient. */
async function eventually<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isStoreFailure(error, 'unavailable') && !isStoreFailure(error, 'outcome-unknown')) throw error;
      await sleep(200);
    }
  }
}

async function watchStream(store: EventStore, stream: string, count: number): Promise<string[]> {
  const seen: string[] = [];
  for await (const message of store.subscribe()) {
    if (message.kind === 'event' && message.event.stream === stream) seen.push(message.event.id);
    if (seen.length === count) break;
  }
  return seen;
}

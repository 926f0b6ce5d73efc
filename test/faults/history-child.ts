import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StoredEvent } from '#event-store/port.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { rebuildProjection } from '#projecting/commands.js';
import { productModels } from './product-models.js';
import { openProjectingWorld } from './projecting-world.js';

/**
 * The process that is killed, with the product's models: it goes on with an invented history, whose events it writes
 * into a log of its own in their order, while it keeps up all read models and rebuilds one of them now and then.
 */
const [historyLog = '', directory = '', databaseUrl = '', life = '', shards = '1'] = process.argv.slice(2);
const { store, database, projectors, host } = await openProjectingWorld({
  ...{ directory, databaseUrl, shards: Number(shards), models: productModels },
});
const modelAt = (turn: number): string => projectors[turn % projectors.length]?.name ?? '';
let written = 0;
for await (const event of store.readAll()) written += event.revision >= 0 ? 1 : 0;
await host.start();
process.stdout.write('working\n');

/** Written side by side, each stream in its order. Of the last group some may be missing after a kill: it is written again. */
const GROUP = 50;

const history = openEmbeddedEventStore(historyLog);

async function write(events: readonly StoredEvent[]): Promise<void> {
  const streams = Map.groupBy(events, ({ stream }) => stream);
  const writing = [...streams].map(async ([stream, ofStream]) => {
    for (const { revision, id, type, data, metadata } of ofStream)
      await store.append(stream, revision === 0 ? 'no-stream' : revision - 1, [{ id, type, data, metadata }]);
  });
  await Promise.all(writing);
}

let place = 0;
let group: StoredEvent[] = [];
for await (const event of history.readAll()) {
  place += 1;
  if (place <= written - GROUP) continue;
  group.push(event);
  if (group.length < GROUP) continue;
  await write(group);
  group = [];
  await sleep(1);
  if (place % 7 === 0) await rebuildProjection(database, modelAt(place + Number(life)));
}
await write(group);
// The history is told to its end: only the rebuilds are left to be killed in.
for (let turn = 0; ; turn += 1) {
  await rebuildProjection(database, modelAt(turn));
  await sleep(200);
}

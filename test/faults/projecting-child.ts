import { setTimeout as sleep } from 'node:timers/promises';
import { rebuildProjection } from '#projecting/commands.js';
import { changed, closed, opened, toyEvent } from '#projecting/testing/toy.js';
import { openProjectingWorld } from './projecting-world.js';
import { toyModels } from './toy-models.js';

/**
 * The process that is killed: a worker under live writes that starts a rebuild now and then. The log is in one process
 * with it, so that what it was doing to the log and to the read database ends at one moment.
 */
const [directory = '', databaseUrl = '', life = '', shards = '1'] = process.argv.slice(2);
const { store, database, projectors, host } = await openProjectingWorld({
  ...{ directory, databaseUrl, shards: Number(shards), models: toyModels },
});
await host.start();
process.stdout.write('working\n');

const ACCOUNTS = 8;

async function liveOf(account: string, n: number): Promise<void> {
  await store.append(account, 'no-stream', [opened(`owner ${n}`, `ins_${n % 3}`), changed(n)]);
  await store.append(account, 'exists', n % 5 === 0 ? [changed(-1), closed()] : [changed(-1)]);
  if (n % 7 === 0) await store.append('other-1', 'any', [toyEvent('Unhandled', {})]);
}

for (let turn = 0; ; turn += 1) {
  const accounts = Array.from({ length: ACCOUNTS }, (_, n) => turn * ACCOUNTS + n);
  await Promise.all(accounts.map((n) => liveOf(`account-${life}-${n}`, n)));
  if (turn % 12 === 3) for (const { name } of projectors) await rebuildProjection(database, name);
  await sleep(1);
}

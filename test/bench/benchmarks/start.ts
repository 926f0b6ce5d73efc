import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEventStore } from '#event-store/open.js';
import { type Bench, type Benchmark, compare } from '../harness/bench.js';
import { type Contender } from '../harness/contender.js';
import { openCodeWorld } from '../world/code-world.js';

const main = join(process.cwd(), 'dist', 'apps', 'ledger', 'main.js');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Starts the ledger as `npm start` does. @returns seconds until it is ready, and the process */
async function started(directory: string): Promise<{ seconds: number; child: ChildProcess; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(join(directory, 'bench.log'), 'a');
  const environment = { LEDGER_DATA_DIR: join(directory, 'data'), LEDGER_PORT: String(port) };
  const start = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the ledger ended with ${child.exitCode}`);
    await pause(10);
  }
  return { seconds: (performance.now() - start) / 1000, child, url };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** A data directory that has been started before, with so many events whose read models are built. */
async function prepared(bench: Bench, events: number): Promise<Contender> {
  const directory = bench.workspace.folder(`start-${events}`);
  await stop((await started(directory)).child);
  if (events > 0) {
    bench.note(`start: writing ${events} events, building their read models`);
    const store = await openEventStore({ directory: join(directory, 'data', 'log') });
    const world = await openCodeWorld(store, bench.workspace.folder('keys'));
    await world.issue(events);
    await world.close();
    await store.close();
    const { child } = await started(directory);
    await quiet(child);
    await stop(child);
  }
  return {
    name: events === 0 ? 'empty ledger' : 'ours',
    async slice() {
      const { seconds, child } = await started(directory);
      await stop(child);
      return seconds;
    },
    close: () => Promise.resolve(),
  };
}

/** Waits until a process has nothing to do any more: it has used little of the processor for two seconds. */
async function quiet(child: ChildProcess): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const ticks = async (): Promise<number> => {
    const fields = (await readFile(`/proc/${String(child.pid)}/stat`, 'utf8')).split(' ');
    return Number(fields[13]) + Number(fields[14]);
  };
  for (let before = await ticks(); ;) {
    await pause(2000);
    const now = await ticks();
    if (now - before < 10) return;
    before = now;
  }
}

export const start: Benchmark = {
  names: ['start'],
  async run(bench) {
    const events = bench.scale(1_000_000, 2000);
    if (bench.quick) throw new Error('a start takes seconds: not within --quick');
    bench.note('start');
    const contenders = [await prepared(bench, events), await prepared(bench, 0)];
    const { figures, missing } = await compare(bench, contenders, { rounds: 3 });
    return [
      {
        name: 'start',
        unit: 's',
        target: 1.3,
        atMost: true,
        ours: figures.get('ours'),
        reference: figures.get('empty ledger'),
        referenceName: 'empty ledger',
        missing,
        work: `the embedded default as npm start runs it, from the built state to the first 200 of /readyz, on ${events} events with their read models; empty ledger: one that was started and stopped before`,
        also: [],
      },
    ];
  },
};

import { type Benchmark, compare, rowAgainst, rowAgainstBest } from '../harness/bench.js';
import { closedLoop } from '../harness/closed-loop.js';
import { newStream, sampleEvent } from '../harness/sample-events.js';
import { againstPeers } from '../contenders/best-peer.js';
import { machineLimit } from '../contenders/machine-limit.js';
import { openOurs } from '../contenders/ours.js';
import { type Row } from '../harness/row.js';
import { type BenchStore } from '../peer.js';

const targets = new Map([
  [1, 0.5],
  [16, 0.45],
  [256, 0.25],
]);

const appends =
  (store: BenchStore, writers: number) =>
  (seconds: number): Promise<number> =>
    closedLoop(writers, seconds, () => store.append(newStream(), -1, [sampleEvent()]));

/** Durable appends, one event to a new stream each, against what one thread and the disk can do at most. */
export const append: Benchmark = {
  names: ['append.c1', 'append.c16', 'append.c256'],
  async run(bench, wanted) {
    const rows: Row[] = [];
    for (const [writers, target] of targets) {
      const name = `append.c${writers}`;
      if (!wanted(name)) continue;
      bench.note(name);
      const store = await openOurs(bench.workspace.folder('ours'));
      const ours = { name: 'ours', slice: appends(store, writers), close: () => store.close() };
      const measured = await compare(bench, [ours, machineLimit(bench.workspace.folder('limit'), writers)]);
      const work = `${writers} writer${writers === 1 ? '' : 's'} in a closed loop, one 325-byte event to a new stream each, expecting none; limit: the same events encoded, written and synced once per ${writers}, one thread, no promise`;
      rows.push(rowAgainst('limit', measured, { name, unit: 'events/s', target, work }));
    }
    return rows;
  },
};

export const appendPeer: Benchmark = {
  names: ['append.c256.peer'],
  quickSeconds: 15,
  async run(bench) {
    bench.note('append.c256.peer');
    const measured = await againstPeers(bench, (_, store) => appends(store, 256));
    const work = `256 writers, one 325-byte event to a new stream each, durable. ${measured.how}`;
    const ask = { name: 'append.c256.peer', unit: 'events/s', target: 20, work };
    return [rowAgainstBest(measured.peers, measured, ask)];
  },
};

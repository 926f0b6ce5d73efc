import { type Benchmark, rowAgainstBest } from '../harness/bench.js';
import { forEachOf } from '../harness/closed-loop.js';
import { newStream, sampleEvents } from '../harness/sample-events.js';
import { againstPeers, type Work } from '../contenders/best-peer.js';

const PER_STREAM = 500;

/** The whole log from the first event to the last, in order, each event decoded. */
export const readAll: Benchmark = {
  names: ['read.all'],
  async run(bench) {
    const count = bench.scale(1_000_000, 10_000);
    const fillAndRead: Work = async (name, store) => {
      bench.note(`read.all: ${count} events into ${name}`);
      await forEachOf(count / PER_STREAM, 1, () => store.append(newStream(), -1, sampleEvents(PER_STREAM)));
      return async () => {
        const start = performance.now();
        let seen = 0;
        await store.readAll(() => (seen += 1));
        if (seen !== count) throw new Error(`read ${seen} of ${count} events`);
        return (seen * 1000) / (performance.now() - start);
      };
    };
    const measured = await againstPeers(bench, fillAndRead, { ownLog: true });
    const work = `${count} events of 325 bytes, read from first to last and decoded, ours with every checksum verified. ${measured.how}`;
    return [
      rowAgainstBest(measured.peers, measured, { name: 'read.all', unit: 'events/s', target: 2.5, work }),
    ];
  },
};

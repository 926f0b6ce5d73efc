import { type Benchmark, rowAgainstBest } from '../harness/bench.js';
import { closedLoop, forEachOf } from '../harness/closed-loop.js';
import { newStream, sampleEvents, sampleFold } from '../harness/sample-events.js';
import { againstPeers } from '../contenders/best-peer.js';

const LENGTH = 10;
const READERS = 16;

/** Loads and folds short streams from the store: no cache of folds in between. */
export const load: Benchmark = {
  names: ['load.stream10'],
  async run(bench) {
    const count = bench.scale(5000, 100);
    bench.note('load.stream10');
    const measured = await againstPeers(bench, async (_, store) => {
      const streams = Array.from({ length: count }, newStream);
      await forEachOf(count, 64, (index) => store.append(streams[index] ?? '', -1, sampleEvents(LENGTH)));
      let next = 0;
      return (seconds) =>
        closedLoop(READERS, seconds, async () => {
          // A stride that meets every stream, far from the one before it.
          next = (next + 7919) % count;
          const state = await store.load(streams[next] ?? '', sampleFold);
          if (state.count !== LENGTH)
            throw new Error(`a stream of ${LENGTH} folded to ${state.count} events`);
        });
    });
    const work = `${READERS} readers, each loading and folding one of ${count} streams of ${LENGTH} events of 325 bytes. ${measured.how}`;
    return [
      rowAgainstBest(measured.peers, measured, { name: 'load.stream10', unit: 'streams/s', target: 4, work }),
    ];
  },
};

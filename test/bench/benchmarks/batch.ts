import { type Benchmark, rowAgainstBest } from '../harness/bench.js';
import { newStream, sampleEvents } from '../harness/sample-events.js';
import { againstPeers } from '../contenders/best-peer.js';

const BATCH = 500;

/** Batches on one stream, each behind the one before it. */
export const batch: Benchmark = {
  names: ['append.batch500'],
  async run(bench) {
    bench.note('append.batch500');
    const measured = await againstPeers(bench, (_, store) => {
      const stream = newStream();
      let revision = -1;
      return async (seconds) => {
        const start = performance.now();
        let done = 0;
        do {
          await store.append(stream, revision, sampleEvents(BATCH));
          revision += BATCH;
          done += BATCH;
        } while (performance.now() < start + seconds * 1000);
        return (done * 1000) / (performance.now() - start);
      };
    });
    const work = `one writer, batches of ${BATCH} events of 325 bytes on one stream, each expecting the revision of the one before. ${measured.how}`;
    return [
      rowAgainstBest(measured.peers, measured, {
        name: 'append.batch500',
        unit: 'events/s',
        target: 3,
        work,
      }),
    ];
  },
};

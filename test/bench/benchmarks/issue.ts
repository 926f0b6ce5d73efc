import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Benchmark } from '../harness/bench.js';
import { type Row } from '../harness/row.js';
import { type Figures, figuresOf } from '../harness/statistics.js';

interface Issued {
  readonly firstRate: number;
  readonly rate: number;
  readonly firstSweep: number;
  readonly sweepRate: number;
  readonly rssAfterFirst: number;
  readonly rss: number;
}

/** Issues and sweeps a great many codes; the beginning of the same run is what the rest is measured by. */
export const issue: Benchmark = {
  names: ['issue.1M', 'issue.1M.sweep', 'issue.1M.rss'],
  async run(bench) {
    const count = bench.scale(1_000_000, 4000);
    const first = bench.scale(10_000, 1000);
    bench.note(`issue.1M: ${count} codes`);
    const script = fileURLToPath(new URL('../servers/issuing.js', import.meta.url));
    const child = fork(script, [bench.workspace.folder('issue'), String(count), String(first)], {
      execArgv: [],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the issuing process ended')));
    const [issued] = (await Promise.race([once(child, 'message'), ended])) as [Issued];
    ended.catch(() => undefined);
    // One run, long enough to be its own median.
    const of = (key: keyof Issued): Figures => figuresOf([issued[key]]);
    const work = `${count} codes through Issuer on the embedded store: planned, sealed, each code's stream created, confirmed, in entitlements of up to 100,000; reference: the first ${first} of the same run`;
    const row = { referenceName: `first ${first}`, missing: [], also: [] };
    const rows: Row[] = [
      {
        ...row,
        name: 'issue.1M',
        unit: 'codes/s',
        target: 0.8,
        ours: of('rate'),
        reference: of('firstRate'),
        work,
      },
      {
        ...row,
        ...{
          name: 'issue.1M.sweep',
          unit: 'codes/s',
          target: 0.8,
          ours: of('sweepRate'),
          reference: of('firstSweep'),
        },
        work: `the same codes expired by the sweep, each decided and recorded on its own stream`,
      },
      {
        ...row,
        ...{
          name: 'issue.1M.rss',
          unit: 'MiB',
          target: 1.3,
          atMost: true,
          ours: of('rss'),
          reference: of('rssAfterFirst'),
        },
        work: `greatest resident memory of the process that did it`,
      },
    ];
    return rows;
  },
};

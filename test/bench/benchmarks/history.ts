import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store/open.js';
import { type EventStore } from '#event-store/port.js';
import { type Bench, type Benchmark, compare } from '../harness/bench.js';
import { closedLoop } from '../harness/closed-loop.js';
import { type Contender } from '../harness/contender.js';
import { type Row } from '../harness/row.js';
import { newStream, sampleEvent } from '../harness/sample-events.js';
import { type CodeWorld, openCodeWorld } from '../world/code-world.js';

const IN_FLIGHT = 64;
const exponents = [3, 4, 5, 6, 7] as const;
const kinds = ['append', 'load', 'redeem'] as const;

interface Past {
  readonly size: number;
  readonly store: EventStore;
  readonly world: CodeWorld;
  /** A code that has not been taken before, anywhere in the history. */
  readonly take: () => number;
  readonly any: () => number;
}

/** A log that already holds so many events: codes, each with a stream of its own. */
async function past(bench: Bench, size: number): Promise<Past> {
  const store = await openEventStore({ directory: bench.workspace.folder(`history-${size}`) });
  const world = await openCodeWorld(store, bench.workspace.folder('keys'));
  await world.issue(size);
  let taken = 0;
  let more = size;
  // A stride without a common divisor walks through all of the history before it comes back.
  const stride = Math.floor(size * 0.618) | 1;
  const at = (step: number): number => (step * stride) % size;
  return {
    size,
    store,
    world,
    take: () => (taken < size ? at(taken++) : more++),
    any: () => at(Math.floor(Math.random() * size)),
  };
}

const slices: Record<(typeof kinds)[number], (past: Past) => Contender['slice']> = {
  append:
    ({ store }) =>
    (seconds) =>
      closedLoop(IN_FLIGHT, seconds, () =>
        store.append(newStream(), 'no-stream', [{ id: randomUUID(), ...sampleEvent() }]),
      ),
  load:
    ({ store, world, any }) =>
    (seconds) =>
      closedLoop(IN_FLIGHT, seconds, () => Array.fromAsync(store.readStream(`code-${world.codeId(any())}`))),
  redeem: ({ world, take, size }) => {
    let ready = size;
    return async (seconds) => {
      // The small logs run out of codes to redeem: they get more before the slice, and stay small beside the large.
      const wanted = Math.ceil(seconds * 20_000);
      if (ready < wanted) {
        await world.issue(wanted - ready);
        ready = wanted;
      }
      let done = 0;
      const rate = await closedLoop(IN_FLIGHT, seconds, () => {
        done += 1;
        return world.redeem(take());
      });
      ready -= done;
      return rate;
    };
  },
};

/** The same work on logs of 10³ to 10⁷ events, taking turns: nothing on a write path may grow with the past. */
export const history: Benchmark = {
  quickSeconds: 8,
  names: exponents.map((exponent) => `history.1e${exponent}`),
  async run(bench, wanted) {
    const most = bench.quick ? 4 : 7;
    const asked = exponents.filter(
      (exponent) => exponent <= most && (exponent === 3 || wanted(`history.1e${exponent}`)),
    );
    const pasts: Past[] = [];
    for (const exponent of asked) {
      bench.note(`history: writing 10^${exponent} events`);
      pasts.push(await past(bench, 10 ** exponent));
    }
    const rows: Row[] = [];
    for (const kind of kinds) {
      bench.note(`history: ${kind}`);
      const contenders = pasts.map((each, index) => ({
        name: `1e${asked[index] ?? ''}`,
        slice: slices[kind](each),
        close: () => Promise.resolve(),
      }));
      const { figures, missing } = await compare(bench, contenders);
      for (const exponent of asked) {
        if (!wanted(`history.1e${exponent}`)) continue;
        rows.push({
          name: `history.1e${exponent}.${kind}`,
          unit: kind === 'load' ? 'streams/s' : `${kind}s/s`,
          target: 0.9,
          ours: figures.get(`1e${exponent}`),
          reference: figures.get('1e3'),
          referenceName: '1e3',
          missing,
          work: `${kind}, ${IN_FLIGHT} in flight, in a log of 10^${exponent} events that are each the stream of a code`,
          also: [],
        });
      }
    }
    for (const { world, store } of pasts) {
      await world.close();
      await store.close();
    }
    return rows;
  },
};

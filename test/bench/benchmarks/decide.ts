import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store/open.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { type Bench, type Benchmark, compare, rowAgainst } from '../harness/bench.js';
import { closedLoop } from '../harness/closed-loop.js';
import { type Contender } from '../harness/contender.js';
import { newStream } from '../harness/sample-events.js';
import { type CodeWorld, openCodeWorld } from '../world/code-world.js';
import { FreshCodes } from '../world/fresh-codes.js';

const IN_FLIGHT = 64;

/** Redeems codes that were issued before: load, decide, append; nothing of them is in the cache of folds. */
export async function decider(bench: Bench, world: CodeWorld): Promise<Contender> {
  const codes = new FreshCodes(world);
  let perSecond = 5000;
  await codes.provide(1);
  await world.redeem(codes.take());
  return {
    name: 'ours',
    async slice(seconds) {
      await codes.provide(Math.ceil(perSecond * seconds * 2 + IN_FLIGHT));
      const rate = await closedLoop(IN_FLIGHT, seconds, () => world.redeem(codes.take()));
      perSecond = Math.max(perSecond, rate);
      return rate;
    },
    close: () => world.close(),
  };
}

/** Appends events of the very bytes that a redemption records, and decides nothing. */
export async function appender(store: EventStore, like: StoredEvent): Promise<Contender> {
  const { type, data, metadata } = like;
  return Promise.resolve({
    name: 'append',
    slice: (seconds: number) =>
      closedLoop(IN_FLIGHT, seconds, () =>
        store.append(newStream(), 'no-stream', [{ id: randomUUID(), type, data, metadata }]),
      ),
    close: () => store.close(),
  });
}

export async function lastRedemption(world: CodeWorld, number: number): Promise<StoredEvent> {
  const events = await Array.fromAsync(world.store.readStream(`code-${world.codeId(number)}`));
  const last = events.at(-1);
  if (last?.type !== 'CodeRedeemed' || events.length !== 2) throw new Error('a redemption is not one event');
  return last;
}

export const decide: Benchmark = {
  names: ['decide'],
  async run(bench) {
    bench.note('decide');
    const store = await openEventStore({ directory: bench.workspace.folder('ours') });
    const world = await openCodeWorld(store, bench.workspace.folder('keys'));
    const ours = await decider(bench, world);
    const like = await lastRedemption(world, 0);
    const bytes = JSON.stringify(like.data).length + JSON.stringify(like.metadata).length + like.type.length;
    const bare = await appender(await openEventStore({ directory: bench.workspace.folder('append') }), like);
    const measured = await compare(bench, [ours, bare]);
    await store.close();
    const work = `${IN_FLIGHT} redemptions in flight through DecisionRunner: load the code's stream, decide, append, each on a code of its own that is not cached; append: events of the same ${bytes} bytes to new streams, ${IN_FLIGHT} in flight`;
    return [rowAgainst('append', measured, { name: 'decide', unit: 'commands/s', target: 0.85, work })];
  },
};

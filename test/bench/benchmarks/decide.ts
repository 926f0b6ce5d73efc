import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store/open.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { type Benchmark, compare, rowAgainst } from '../harness/bench.js';
import { closedLoop } from '../harness/closed-loop.js';
import { type Contender } from '../harness/contender.js';
import { type Row } from '../harness/row.js';
import { newStream } from '../harness/sample-events.js';
import { type CodeWorld, openCodeWorld } from '../world/code-world.js';
import { FreshCodes } from '../world/fresh-codes.js';

const IN_FLIGHT = 64;

/** Registers institutions: a new stream for each, as every creating command makes one. */
export const registrar = (world: CodeWorld): Contender => ({
  name: 'ours',
  slice: (seconds) => closedLoop(IN_FLIGHT, seconds, () => world.register()),
  close: () => Promise.resolve(),
});

/** Redeems codes that were issued before: load, decide, append; nothing of them is in the cache of folds. */
export async function redeemerOf(world: CodeWorld): Promise<Contender> {
  const codes = new FreshCodes(world);
  let perSecond = 25_000;
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
    close: () => Promise.resolve(),
  };
}

/** Appends events of the very bytes that a command records, and decides nothing. */
export const appender = (
  store: Pick<EventStore, 'append'>,
  { type, data, metadata }: StoredEvent,
): Contender => ({
  name: 'append',
  slice: (seconds) =>
    closedLoop(IN_FLIGHT, seconds, () =>
      store.append(newStream(), 'no-stream', [{ id: randomUUID(), type, data, metadata }]),
    ),
  close: () => Promise.resolve(),
});

/** The last event of a stream, and its bytes. */
export async function lastOf(
  store: EventStore,
  stream: string,
): Promise<{ event: StoredEvent; bytes: number }> {
  const event = (await Array.fromAsync(store.readStream(stream))).at(-1);
  if (event === undefined) throw new Error(`${stream} is empty`);
  const { type, data, metadata } = event;
  return { event, bytes: type.length + JSON.stringify(data).length + JSON.stringify(metadata).length };
}

const wholeWay = `${IN_FLIGHT} commands in flight through DecisionRunner`;

export const decide: Benchmark = {
  names: ['decide', 'decide.redeem'],
  async run(bench, wanted) {
    const store = await openEventStore({ directory: bench.workspace.folder('ours') });
    const world = await openCodeWorld(store, bench.workspace.folder('keys'));
    const bare = await openEventStore({ directory: bench.workspace.folder('append') });
    const rows: Row[] = [];
    if (wanted('decide')) {
      bench.note('decide');
      const { event, bytes } = await lastOf(store, (await world.register()).stream);
      const measured = await compare(bench, [registrar(world), appender(bare, event)]);
      const work = `${wholeWay}, each makes a new stream: load, decide, append one event; append: events of the same ${bytes} bytes to new streams, ${IN_FLIGHT} in flight`;
      rows.push(rowAgainst('append', measured, { name: 'decide', unit: 'commands/s', target: 0.85, work }));
    }
    if (wanted('decide.redeem')) {
      bench.note('decide.redeem');
      const ours = await redeemerOf(world);
      const { event, bytes } = await lastOf(store, `code-${world.codeId(0)}`);
      const measured = await compare(bench, [ours, appender(bare, event)]);
      const work = `${wholeWay}, each redeems a code of its own that no cache holds: load, look at exam and accreditation, decide, append; append: events of the same ${bytes} bytes to new streams, ${IN_FLIGHT} in flight`;
      rows.push(
        rowAgainst('append', measured, { name: 'decide.redeem', unit: 'commands/s', target: 0.85, work }),
      );
    }
    await world.close();
    await store.close();
    await bare.close();
    return rows;
  },
};

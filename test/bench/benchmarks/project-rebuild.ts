import { allEvents } from '#composition/all-events.js';
import { openDatabase } from '#database/database.js';
import { openEventStore } from '#event-store/open.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { projected } from '#projecting/reading.js';
import { codeModel } from '#read-models/code-inventory/query.js';
import { type Benchmark, compare, rowAgainst } from '../harness/bench.js';
import { openCodeWorld } from '../world/code-world.js';

/** A whole model anew from the log, against reading and decoding the same log. */
export const projectRebuild: Benchmark = {
  names: ['project.rebuild'],
  async run(bench) {
    const count = bench.scale(1_000_000, 5000);
    bench.note(`project.rebuild: writing ${count} events`);
    const store = await openEventStore({ directory: bench.workspace.folder('ours') });
    const world = await openCodeWorld(store, bench.workspace.folder('keys'));
    await world.issue(count);
    const ours = {
      name: 'ours',
      async slice(): Promise<number> {
        bench.note('project.rebuild: a rebuild');
        const database = await openDatabase({ url: bench.postgres().newDatabase(), directory: '' });
        const projectors = [codeModel];
        const start = performance.now();
        const host = new ProjectionHost({ database, store, registry: allEvents, projectors, owner: 'bench' });
        await host.start();
        const reads = await ModelReads.open(database, 1_800_000);
        const after = (await store.head()) ?? '';
        await reads.ask(codeModel, { institutions: '*', after }, () => Promise.resolve());
        const rate = (count * 1000) / (performance.now() - start);
        await host.stop();
        await reads.close();
        await database.close();
        return rate;
      },
      close: () => Promise.resolve(),
    };
    const reading = {
      name: 'reading the log',
      async slice(): Promise<number> {
        const start = performance.now();
        let seen = 0;
        for await (const event of store.readAll()) if (projected(allEvents, event).revision >= 0) seen += 1;
        return (seen * 1000) / (performance.now() - start);
      },
      close: () => Promise.resolve(),
    };
    // A warm-up of a million events would be as long as a round.
    const measured = await compare(bench, [ours, reading], { rounds: 3 });
    await world.close();
    await store.close();
    const work = `the code inventory on PostgreSQL built anew from a log of ${count} issued codes, to the moment it can be asked; reading the log: the same events read, decoded and brought to the newest version`;
    return [
      rowAgainst('reading the log', measured, {
        name: 'project.rebuild',
        unit: 'events/s',
        target: 0.5,
        work,
      }),
    ];
  },
};

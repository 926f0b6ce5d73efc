import { expect, it } from '@jest/globals';
import { describeOnDatabases } from '#test/support/databases.js';
import { rebuildProjection } from './commands.js';
import { ModelReads } from './model-reads.js';
import { projectionsStatus } from './status.js';
import { engineFixture } from './testing/engine-fixture.js';
import { eventually } from './testing/eventually.js';
import { CounterProjector } from './testing/toy.js';

describeOnDatabases('what one statement answers', (fixture) => {
  const engine = engineFixture(fixture);
  const projector = new CounterProjector();
  const count = { text: 'SELECT count(*) AS entries FROM entries', parameters: [], prepared: true };
  const swapped = (generation: number) =>
    eventually(async () => {
      const [status] = await projectionsStatus(fixture.database, engine.store, 0);
      return (
        status?.generations.some((each) => each.generation === generation && each.phase === 'live') ||
        undefined
      );
    });

  it('is never less than before while a model is rebuilt and swapped, and says truly what it rests on', async () => {
    const reads = await ModelReads.open(fixture.database);
    const find = (after?: string) =>
      reads.find<{ readonly entries: number }>(projector, { institutions: '*', after }, count);
    await engine.write(10);
    await engine.host(projector);
    await engine.expectExact(projector);
    const stop = new AbortController();
    const readers = Array.from({ length: 3 }, async () => {
      let least = 0;
      let position = '';
      while (!stop.signal.aborted) {
        const { rows, asOf } = await find();
        expect(rows[0]?.entries).toBeGreaterThanOrEqual(least);
        expect((asOf.position ?? '') >= position).toBe(true);
        least = rows[0]?.entries ?? 0;
        position = asOf.position ?? '';
      }
    });
    const writer = engine.write(20, 10);
    for (const generation of [2, 3, 4]) {
      await rebuildProjection(fixture.database, 'counter');
      await swapped(generation);
    }
    await writer;
    stop.abort();
    await Promise.all(readers);
    const head = (await engine.store.head()) ?? '';
    const last = await find(head);
    expect((last.asOf.position ?? '') >= head).toBe(true);
    await reads.close();
  });

  it('is refused while the tables are being built for the first time', async () => {
    await engine.write(1);
    const host = await engine.host(projector);
    await engine.expectExact(projector);
    await host.stop();
    const reads = await ModelReads.open(fixture.database);
    const unbuilt = { name: 'counter', version: 99 };
    await expect(reads.find(unbuilt, { institutions: '*' }, count)).rejects.toMatchObject({
      name: 'ModelBehind',
    });
    await reads.close();
  });

  it('keeps to the institutions of each caller, one after the other on the same connections', async () => {
    await engine.write(9);
    await engine.host(projector);
    await engine.expectExact(projector);
    const reads = await ModelReads.open(fixture.database);
    const whose = { ...count, text: 'SELECT DISTINCT institution_id AS id FROM entries' };
    const asked = Array.from({ length: 60 }, async (_, n) => {
      const own = `ins_${n % 3}`;
      const { rows } = await reads.find(projector, { institutions: [own] }, whose);
      expect(rows).toEqual([{ id: own }]);
    });
    await Promise.all(asked);
    await reads.close();
  });
});

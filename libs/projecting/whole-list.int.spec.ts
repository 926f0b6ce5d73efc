import { expect, it } from '@jest/globals';
import { describeOnDatabases } from '#test/support/databases.js';
import { rebuildProjection } from './commands.js';
import { ModelReads } from './model-reads.js';
import { type AsOf, type ModelView } from './model-state.js';
import { engineFixture } from './testing/engine-fixture.js';
import { CounterProjector } from './testing/toy.js';
import { askForWholeList, type Batches } from './whole-list.js';

describeOnDatabases('a whole list, read batch by batch', (fixture) => {
  const engine = engineFixture(fixture);
  const projector = new CounterProjector();

  const page = async ({ sql, batch, asOf }: ModelView) => {
    const { limit, cursor = '' } = batch ?? { limit: 1, cursor: undefined };
    const items = await sql.query<{ readonly position: string }>(
      'SELECT e.position FROM entries e WHERE e.position > $1 ORDER BY e.position LIMIT $2',
      [cursor, limit],
    );
    const next = items.length === limit ? items.at(-1)?.position : undefined;
    return { items, asOf, ...(next === undefined ? {} : { next }) };
  };
  /** What was taken, with what happened at each batch. */
  const exporting = async (reads: ModelReads, size: number, meanwhile: (nth: number) => Promise<unknown>) => {
    const taken: { readonly position: string }[] = [];
    const moments = new Set<AsOf['position']>();
    let nth = 0;
    const take: Batches['take'] = async (items, asOf) => {
      taken.push(...(items as readonly { readonly position: string }[]));
      moments.add(asOf.position);
      await meanwhile((nth += 1));
    };
    await askForWholeList({ size, take }, () => reads.ask(projector, { institutions: '*' }, page));
    return { positions: taken.map(({ position }) => position), moments: [...moments] };
  };
  const started = async () => {
    await engine.write(10);
    await engine.host(projector);
    await engine.expectExact(projector);
    const reads = await ModelReads.open(fixture.database, 10_000);
    const head = await engine.store.head();
    const before: string[] = [];
    for await (const { position } of engine.store.readAll()) before.push(position);
    return { reads, head, before };
  };

  it('is of one moment, while others read and the log grows', async () => {
    const { reads, head, before } = await started();
    const found = await exporting(reads, 5, async (nth) => {
      await engine.write(2, 10 + 2 * nth);
      // Everybody else has the database meanwhile.
      expect(await fixture.database.query('SELECT 1 AS one')).toStrictEqual([{ one: 1 }]);
    });
    expect(found).toStrictEqual({ positions: before, moments: [head] });
    await reads.close();
    await engine.expectExact(projector);
  });

  it('is of one moment while the model is rebuilt', async () => {
    const { reads, head, before } = await started();
    const found = await exporting(reads, 5, async (nth) => {
      if (nth === 1) await rebuildProjection(fixture.database, projector.name);
      await new Promise((next) => setTimeout(next, 20));
    });
    expect(found).toStrictEqual({ positions: before, moments: [head] });
    await reads.close();
    await engine.expectExact(projector);
  });

  it('that breaks off lets the model go on', async () => {
    const { reads } = await started();
    const gone = exporting(reads, 5, () => Promise.reject(new Error('the reader has gone')));
    await expect(gone).rejects.toThrow('the reader has gone');
    await engine.write(1, 50);
    await reads.close();
    await engine.expectExact(projector);
  });
});

import { describe, expect, it } from '@jest/globals';
import { migrate } from '#database/migrations.js';
import { describeOnDatabases } from '#test/support/databases.js';
import { engineMigrations } from './engine-tables.js';
import { readModel } from './model-state.js';
import { settingOf } from './row-security.js';
import { engineFixture } from './testing/engine-fixture.js';
import { CounterProjector } from './testing/toy.js';

describeOnDatabases('row-level security', (fixture) => {
  const engine = engineFixture(fixture);
  const projector = new CounterProjector();
  const everything = 'SELECT DISTINCT institution_id AS id FROM entries ORDER BY 1';
  const seenBy = async (institutions: '*' | readonly string[]): Promise<readonly string[]> => {
    const rows = await readModel(fixture.database, projector, institutions, ({ sql }) =>
      sql.query<{ readonly id: string }>(everything),
    );
    return rows.map(({ id }) => id);
  };

  const unprotected = () =>
    fixture.database.query(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN projecting.generation g ON g.schema = n.nspname WHERE c.relkind = 'r' AND NOT c.relrowsecurity`,
    );

  it('shows a query without a condition only the rows of its institutions', async () => {
    await engine.write(9);
    await engine.host(projector);
    await engine.expectExact(projector);
    expect(await seenBy(['ins_1'])).toEqual(['ins_1']);
    expect(await seenBy(['ins_2', 'ins_0'])).toEqual(['ins_0', 'ins_2']);
    expect(await seenBy(['ins_9'])).toEqual([]);
    expect(await seenBy([])).toEqual([]);
    expect(await seenBy('*')).toEqual(['ins_0', 'ins_1', 'ins_2']);
  });

  it('shows nothing where the institutions were forgotten, nor what the one before was shown', async () => {
    await engine.write(3);
    await engine.host(projector);
    await engine.expectExact(projector);
    expect(await seenBy('*')).toHaveLength(3);
    const forgotten = await fixture.database.read([
      { text: everything.replace('entries', 'counter_1.entries'), parameters: [] },
    ]);
    expect(forgotten).toEqual([[]]);
  });

  it('lets a reader neither write nor see the machinery', async () => {
    await engine.write(1);
    await engine.host(projector);
    await engine.expectExact(projector);
    for (const text of [
      "UPDATE counter_1.entries SET institution_id = 'ins_1'",
      'ALTER TABLE counter_1.entries DISABLE ROW LEVEL SECURITY',
      'SELECT * FROM projecting.parked_stream',
    ]) {
      await expect(fixture.database.read([{ text, parameters: [] }])).rejects.toMatchObject({
        name: 'DatabaseFailure',
        kind: 'rejected',
      });
    }
  });

  it('protects every table of every generation', async () => {
    await engine.write(1);
    await engine.host(projector);
    await engine.expectExact(projector);
    expect(await unprotected()).toEqual([]);
  });

  it('comes to the tables that an older program made', async () => {
    await engine.write(3);
    const host = await engine.host(projector);
    await engine.expectExact(projector);
    await host.stop();
    for (const table of ['counter_1.accounts', 'counter_1.entries'])
      await fixture.database.script(
        `DROP POLICY tenant ON ${table}; ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
      );
    await fixture.database.script("DELETE FROM migration WHERE name = '0002-row-level-security'");
    expect(await unprotected()).toHaveLength(2);
    await migrate(fixture.database, engineMigrations);
    expect(await unprotected()).toEqual([]);
    expect(await seenBy(['ins_1'])).toEqual(['ins_1']);
  });
});

describe('the setting of institutions', () => {
  it('never means more than the ids', () => {
    expect(settingOf('*')).toBe('*');
    expect(settingOf(['ins_1', 'ins_2'])).toBe('ins_1,ins_2');
    for (const id of ['*', 'ins_1,ins_2']) expect(() => settingOf([id])).toThrow(RangeError);
  });
});

import { expect, it } from '@jest/globals';
import { describeOnDatabases } from '#test/support/databases.js';
import { statementsOf } from './table-sql.js';
import { defineTable, flag, json, orNull, text, whole } from './table.js';

const things = defineTable(
  'things',
  { id: text, note: orNull(text), size: whole, good: flag, list: json<readonly unknown[]>() },
  ['id'],
);
const awkward = ['plain', '', 'NULL', 'null', '{a,b}', 'a "quoted" \\ one,', 'ünï\ncode 😀', "'"];

describeOnDatabases('rows as parameters', (databases) => {
  const rowsOf = (notes: readonly (string | null)[]) =>
    notes.map((note, n) => ({
      ...{ institutionId: 'ins_1', id: `${n} ${note}`, note, size: n - 1, good: n % 2 === 0 },
      list: [note, n, { note }],
    }));
  const written = async (rows: ReturnType<typeof rowsOf>) => {
    const { database } = databases;
    await database.script(
      'CREATE TABLE things (institution_id text, id text PRIMARY KEY, note text, size int8, good boolean, list jsonb)',
    );
    const statements = statementsOf(things);
    for (const { text: statement, parameters } of [statements.insert(rows), statements.upsert(rows)])
      await database.query(statement, parameters);
    const { text: select, parameters } = statements.selectByKeys(rows);
    return database.query<{ readonly size: number }>(select, parameters);
  };
  const bySize = <T extends { readonly size: number }>(rows: readonly T[]) =>
    rows.toSorted((a, b) => a.size - b.size);

  it('come back as they were, whatever stands in them', async () => {
    const rows = rowsOf([...awkward, null]);
    expect(bySize(await written(rows))).toEqual(rows);
  });

  it('come back as they were when columns are the same in all of them', async () => {
    const rows = rowsOf(['a', 'b', 'c']).map((row) => ({
      ...row,
      note: null,
      good: true,
      list: [...awkward],
    }));
    expect(bySize(await written(rows))).toEqual(rows);
  });

  it.each(awkward)('come back when there is one: %j', async (note) => {
    const rows = rowsOf([note]);
    expect(await written(rows)).toEqual(rows);
  });
});

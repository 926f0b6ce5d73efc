import { expect, it } from '@jest/globals';
import { type Sql } from '#database/database.js';
import { defineTable, text, whole } from './table.js';
import { BatchWriter } from './writer.js';

const things = defineTable('things', { thing: text, group: text, size: whole }, ['thing']);
const sums = defineTable('sums', { group: text, size: whole }, ['group']);

/** Keeps what is written; knows one row of each table. */
function recording(known: Readonly<Record<string, readonly object[]>>) {
  const written: (readonly [statement: string, values: unknown])[] = [];
  const sql = {
    query: (statement: string, values: unknown) => {
      const [, verb = '', table = ''] = /^(\w+).*?(?:FROM|INTO) (\w+)/s.exec(statement) ?? [];
      if (verb === 'SELECT') return Promise.resolve(known[table] ?? []);
      written.push([`${verb} ${table}`, values]);
      return Promise.resolve([]);
    },
    script: () => Promise.resolve(),
  };
  return { sql: sql as Sql, written };
}

it('writes what changes ask for after everything that was asked for directly, in the same flush', async () => {
  const institutionId = 'ins_1';
  const { sql, written } = recording({
    things: [{ institutionId, thing: 'a', group: 'g', size: 2 }],
    sums: [{ institutionId, group: 'g', size: 2 }],
  });
  const write = new BatchWriter();
  const grow = (): void =>
    write.update(things, { thing: 'a' }, (row) => {
      write.update(sums, { group: row.group }, (sum) => ({ ...sum, size: sum.size + 1 }));
      return { ...row, size: row.size + 1 };
    });
  grow();
  grow();
  await write.flush(sql);
  expect(written).toEqual([
    // What is the same in every row goes as one value, the rest as arrays.
    ['INSERT things', ['a', 'ins_1', 'g', '{4}']],
    ['INSERT sums', ['g', 'ins_1', '{4}']],
  ]);
  await write.flush(sql);
  expect(written).toHaveLength(2);
});

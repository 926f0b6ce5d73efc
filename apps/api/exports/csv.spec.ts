import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvColumns, csvHeader, csvRows } from './csv.js';

const text = { type: 'string' } as const;
const row = {
  type: 'object',
  properties: {
    name: text,
    expiry: { type: 'object', properties: { at: text, zone: text } },
    assignee: { type: ['object', 'null'], properties: { personRef: text } },
    lines: { type: 'array', items: text },
    net: text,
  },
} as const;
const columns = csvColumns(row);
const readBack = (csv: string): unknown => parse(csv, { columns: true, record_delimiter: '\r\n' });

describe('a CSV export', () => {
  it('has the columns of the schema, in its order, and those of what is nested', () => {
    expect(csvHeader(columns)).toBe('name,expiry.at,expiry.zone,assignee.personRef,lines,net\r\n');
  });

  it('is read back as it was, with what is absent empty and lists as JSON', () => {
    const rows = [
      {
        name: 'a "b", c\nd',
        expiry: { at: '2020', zone: 'UTC' },
        assignee: null,
        lines: [1, 'x'],
        net: '1.50',
      },
      {
        name: 'ü',
        expiry: { at: '2021', zone: 'UTC' },
        assignee: { personRef: 'per_1' },
        lines: [],
        net: null,
      },
    ];
    expect(readBack(csvHeader(columns) + csvRows(columns, rows))).toStrictEqual([
      { ...flat('a "b", c\nd', '2020', ''), lines: '[1,"x"]', net: '1.50' },
      { ...flat('ü', '2021', 'per_1'), lines: '[]', net: '' },
    ]);
  });

  it.each(['=1+1', '+49 1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '-', '=cmd|" /C calc"!A0'])(
    'makes %j a text that no spreadsheet computes',
    (formula) => {
      expect(readBack(`name\r\n${csvRows([['name']], [{ name: formula }])}`)).toStrictEqual([
        { name: `'${formula}` },
      ]);
    },
  );

  it.each([
    ['-12.50', '-12.50'],
    [-3, '-3'],
    [0, '0'],
    [true, 'true'],
    ['0000000000000829', '0000000000000829'],
  ])('leaves %j as it is', (value, expected) => {
    expect(csvRows([['net']], [{ net: value }])).toBe(`${expected}\r\n`);
  });

  it('is read back cell by cell, whatever is in it, and no cell is a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ unit: 'grapheme' }), net: fc.string() })),
        (rows) => {
          const csv = csvRows([['name'], ['net']], rows);
          const cells = parse(csv, { record_delimiter: '\r\n' });
          expect(cells).toHaveLength(rows.length);
          for (const [n, { name }] of rows.entries()) {
            const cell = cells[n]?.[0];
            expect([name, `'${name}`]).toContain(cell);
            expect(/^[=+@\t\r]/.test(cell ?? '')).toBe(false);
          }
        },
      ),
    );
  });
});

const flat = (name: string, at: string, personRef: string) => ({
  name,
  'expiry.at': at,
  'expiry.zone': 'UTC',
  'assignee.personRef': personRef,
});

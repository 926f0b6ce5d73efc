import { ratioOf, reached, type Row } from '../harness/row.js';
import { ratioText, spread } from './numbers.js';

const heads = [
  'name',
  'ours: median (min…max)',
  'reference',
  'median (min…max)',
  'unit',
  'ratio',
  'target',
  '',
];

const cells = (row: Row): string[] => [
  row.name,
  spread(row.ours),
  row.referenceName,
  spread(row.reference),
  row.unit,
  ratioText(ratioOf(row)),
  `${row.atMost === true ? '≤' : '≥'} ${row.target}`,
  { true: 'reached', false: 'not reached', undefined: 'missing' }[String(reached(row))] ?? '',
];

export function table(rows: readonly Row[], run: readonly string[]): string {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = rows.flatMap((row) => [
    `${row.name}: ${row.work}`,
    ...row.also.map(({ name, figures }) => `  also ${name}: ${spread(figures)} ${row.unit}`),
    ...row.missing.map((why) => `  missing ${why}`),
  ]);
  return [...run, '', ...text, '', 'What was run', ...notes, ''].join('\n');
}

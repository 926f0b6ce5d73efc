import { ratioOf, type Row } from '../harness/row.js';

/** One entry of `--json`: the first seven keys are stable. */
export const entryOf = (row: Row): Readonly<Record<string, unknown>> => ({
  name: row.name,
  ours: row.ours?.median ?? null,
  reference: row.reference?.median ?? null,
  referenceName: row.referenceName,
  ratio: ratioOf(row) ?? null,
  unit: row.unit,
  target: row.target,
  ...(row.atMost === true ? { targetIs: 'at most' } : {}),
  oursRange: row.ours === undefined ? null : [row.ours.min, row.ours.max],
  referenceRange: row.reference === undefined ? null : [row.reference.min, row.reference.max],
  rounds: row.ours?.rounds ?? 0,
  others: row.also.map(({ name, figures }) => ({ name, rate: figures.median })),
  work: row.work,
  missing: row.missing,
});

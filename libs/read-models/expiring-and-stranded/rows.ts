import { type ProjectedEvent } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { rights } from './tables.js';

export type Right = RowOf<typeof rights>;

export const rightKinds = ['EXAM_CODE', 'LIBRARY_CODE', 'SITE_PACK', 'LIBRARY_ACCESS', 'MEMBERSHIP'] as const;
export type RightKind = (typeof rightKinds)[number];

export const untouched = {
  ...{ provider: null, personRef: null, libraryId: null, state: 'OPEN', units: 1, examAt: null },
  ...{ entitlementId: null, open: true, strandings: [], stranded: null, changes: [] },
} as const;

export const change = (
  write: Writer,
  kind: RightKind,
  rightId: string,
  next: (row: Right) => Partial<Right>,
): void => write.update(rights, { kind, rightId }, (row) => ({ ...row, ...next(row) }));

type CodeEvent = ProjectedEvent<{ readonly codeId: string }>;

/** A code is of an exam or of a library; only its row knows. */
export function changeCode(
  { data: { codeId } }: CodeEvent,
  write: Writer,
  next: (row: Right) => Partial<Right>,
): void {
  change(write, 'EXAM_CODE', codeId, next);
  change(write, 'LIBRARY_CODE', codeId, next);
}

export function strand(row: Right, cause: string, from: string): Partial<Right> {
  if (row.strandings.some((each) => each.cause === cause)) return {};
  const strandings = [...row.strandings, { cause, from }];
  return { strandings, stranded: strandings[0]?.cause ?? null };
}

/** The same, from an instant that may be another one than was known. */
export function restrand(row: Right, cause: string, from: string): Partial<Right> {
  const isKnown = row.strandings.some((each) => each.cause === cause);
  if (!isKnown) return strand(row, cause, from);
  return { strandings: row.strandings.map((each) => (each.cause === cause ? { cause, from } : each)) };
}

export function lift(row: Right, cause: string): Partial<Right> {
  const strandings = row.strandings.filter((each) => each.cause !== cause);
  return { strandings, stranded: strandings[0]?.cause ?? null };
}

import { type JsonSchema } from '#messages/json-schema.js';
import { csvColumns, csvHeader, csvRows } from './csv.js';

export const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
};

/** How rows become text. */
export interface Writing {
  readonly head: string;
  rows(items: readonly object[]): string;
}

/** @param item schema of one row */
export function writingOf(format: ExportFormat, item: JsonSchema): Writing {
  if (format === 'ndjson')
    return { head: '', rows: (items) => items.map((each) => `${JSON.stringify(each)}\n`).join('') };
  const columns = csvColumns(item);
  return { head: csvHeader(columns), rows: (items) => csvRows(columns, items) };
}

import { type JsonSchema } from '#messages/json-schema.js';
import { csvColumns } from './csv.js';

const text = { type: 'string' } as const;

/** In the OpenAPI document: of files, and of statements. */
export const asOfHeaders = {
  'Ledger-Position': { description: 'Of a file: position of the last event it knows of', schema: text },
  'Ledger-As-Of': {
    description: 'Of a file: when that was recorded; of a statement when it was made',
    schema: { ...text, format: 'date-time' },
  },
  'Ledger-Last-Reports': {
    description:
      'Of a file: when the ledger last heard of each provider, as asOf.lastReports of a page; a JSON object, null: never',
    schema: text,
  },
};

/** How the rows of a list look as a file. */
export const exportContent = (item: JsonSchema): Readonly<Record<string, object>> => ({
  'text/csv': {
    schema: {
      ...text,
      description:
        'format=csv: RFC 4180 in UTF-8 without a byte order mark, all rows of one moment: what happens while it is read is not in it. Columns: ' +
        `${csvColumns(item)
          .map((column) => column.join('.'))
          .join(', ')}. ` +
        'What is absent is empty; lists are JSON. A text that a spreadsheet would take for a formula has an apostrophe ' +
        'in front. The trailer Ledger-Rows counts the rows; a file that failed half-way ends with a broken connection.',
    },
  },
  'application/x-ndjson': {
    schema: {
      ...text,
      description:
        'format=ndjson: one item of the page a line, all rows of one moment. The trailer Ledger-Rows counts them; ' +
        'a file that failed half-way ends with a broken connection.',
    },
  },
});

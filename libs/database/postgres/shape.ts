import { types } from 'pg';
import { columnParsers } from '../column-values.js';
import { type SqlRow } from '../sql.js';

export interface Field {
  readonly name: string;
  readonly dataTypeID: Parameters<typeof types.getTypeParser>[0];
}

type Parse = (text: string) => unknown;

/** How the rows of a statement become values. It never changes for one that is prepared: the server would refuse it. */
export class Shape {
  private readonly names: readonly string[];
  private readonly parsers: readonly Parse[];

  constructor(fields: readonly Field[]) {
    this.names = fields.map(({ name }) => name);
    this.parsers = fields.map(
      ({ dataTypeID }) => columnParsers[dataTypeID] ?? (types.getTypeParser(dataTypeID, 'text') as Parse),
    );
  }

  row(texts: readonly (string | null)[]): SqlRow {
    const row: Record<string, unknown> = {};
    for (let n = 0; n < texts.length; n += 1) {
      const text = texts[n] ?? null;
      row[this.names[n] ?? ''] = text === null ? null : this.parsers[n]?.(text);
    }
    return row;
  }
}

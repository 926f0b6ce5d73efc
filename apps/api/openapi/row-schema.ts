import { type JsonSchema } from '#messages/json-schema.js';
import { type Column, type Columns, type Table } from '#projecting/table.js';

const types: Readonly<Record<Column<unknown>['sql'], JsonSchema>> = {
  text: { type: 'string' },
  int8: { type: 'integer' },
  boolean: { type: 'boolean' },
  timestamptz: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  numeric: { type: 'string', description: 'A decimal amount' },
  jsonb: {},
};

function columnSchema({ sql, nullable }: Column<unknown>): JsonSchema {
  const schema = types[sql];
  return nullable && typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : schema;
}

/** The schema of a row of a read model, from the table's own declaration; what is replaced or added by name. */
export function rowSchema<C extends Columns>(
  { columns }: Table<C>,
  {
    without = [],
    more = {},
  }: { readonly without?: readonly (keyof C)[]; readonly more?: Readonly<Record<string, JsonSchema>> } = {},
): JsonSchema {
  const kept = Object.entries(columns).filter(([name]) => !without.includes(name));
  const properties = {
    institutionId: { type: 'string' } as const,
    ...Object.fromEntries(kept.map(([name, column]) => [name, columnSchema(column)])),
    ...more,
  };
  return { type: 'object', properties, required: Object.keys(properties) };
}

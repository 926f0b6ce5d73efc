import { type Database } from '#database/database.js';
import { schemaOf } from '#messages/field-registry.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Projector } from '#projecting/projector.js';
import { allColumns, snake } from '#projecting/table-sql.js';
import { type Column } from '#projecting/table.js';
import { type QueryRouteDeclaration } from '../routes/query-route.js';

/** In every text of a synthetic row: whoever reads it has seen the row. */
export const MARK = 'SWORDFISH';

const known: Readonly<Record<string, string>> = { zone: 'UTC', provider: 'PEARSON_VUE', kind: MARK };
const ofType: Readonly<Record<Column<unknown>['sql'], string>> = {
  text: MARK,
  int8: '1',
  boolean: 'false',
  timestamptz: '2020-01-01T00:00:00.000Z',
  date: '2020-01-01',
  numeric: '1.00',
  jsonb: '[]',
};

const idOf = (prefix: string): string => `${prefix}_${'1'.repeat(26)}`;

/** A value that the parameter takes: for an id always the same one. */
function sampleOf({ pattern = '', format, enum: among, type }: JsonSchema): string {
  const prefix = /^\^([a-z]{3})_/.exec(pattern)?.[1];
  if (prefix !== undefined) return idOf(prefix);
  if (among !== undefined) return String(among[0]);
  if (format === 'calendar-date' || format === 'date') return ofType.date;
  if (format === 'instant' || format === 'date-time') return ofType.timestamptz;
  return type === 'integer' ? '1' : MARK;
}

const fieldsOf = ({ query }: QueryRouteDeclaration): Readonly<Record<string, JsonSchema>> =>
  query === undefined ? {} : (schemaOf(query).properties ?? {});

/** The address of a query, with the ids of the synthetic rows and whatever else it must be given. */
export function addressOf(route: QueryRouteDeclaration): string {
  const fields = fieldsOf(route);
  const sample = (name: string): string => encodeURIComponent(sampleOf(fields[name] ?? {}));
  const inPath = new Set(route.path.match(/(?<=:)\w+/g));
  const required = route.query === undefined ? [] : (schemaOf(route.query).required ?? []);
  const more = required.filter((name) => !inPath.has(name)).map((name) => `${name}=${sample(name)}`);
  return `/v1/${route.path.replaceAll(/:(\w+)/g, (_, name: string) => sample(name))}?${more.join('&')}`;
}

/** A row of the institution in every table of a model, with the ids that the queries name. */
export async function addRows(
  database: Database,
  schema: string,
  { tables }: Projector,
  institutionId: string,
  routes: readonly QueryRouteDeclaration[],
): Promise<void> {
  const asked = new Map(
    routes.flatMap((route) =>
      Object.entries(fieldsOf(route)).map(([name, field]) => [name, sampleOf(field)] as const),
    ),
  );
  for (const table of tables) {
    const columns = Object.entries(allColumns(table));
    const values = columns.map(([name, { sql }]) => {
      if (name === 'institutionId') return institutionId;
      const id = asked.get(name);
      return sql === 'text' ? (known[name] ?? (id?.includes('_1') === true ? id : MARK)) : ofType[sql];
    });
    const names = columns.map(([name]) => snake(name)).join(', ');
    const places = columns.map(([, { sql }], n) => `$${n + 1}::text::${sql}`).join(', ');
    await database.query(`INSERT INTO ${schema}.${table.name} (${names}) VALUES (${places})`, values);
  }
}

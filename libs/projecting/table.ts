/** A column's SQL type and, as a type only, what stands in it. */
export interface Column<T> {
  readonly sql: 'text' | 'int8' | 'boolean' | 'timestamptz' | 'date' | 'numeric' | 'jsonb';
  readonly nullable: boolean;
  readonly value?: T;
}

const required = <T>(sql: Column<T>['sql']): Column<T> => ({ sql, nullable: false });

export const text = required<string>('text');
export const whole = required<number>('int8');
export const flag = required<boolean>('boolean');
/** RFC 3339 in UTC with milliseconds. */
export const instant = required<string>('timestamptz');
export const day = required<string>('date');
/** A decimal as a string. */
export const amount = required<string>('numeric');
export const json = <T>(): Column<T> => required<T>('jsonb');
export const orNull = <T>({ sql }: Column<T>): Column<T | null> => ({ sql, nullable: true });

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** Every row belongs to an institution; the empty string is what belongs to none, which only `*` may read. */
export interface Tenant {
  readonly institutionId: string;
}

export type RowOf<T> = T extends Table<infer C> ? Row<C> : never;
export type Row<C extends Columns> = Tenant & {
  readonly [K in keyof C]: C[K] extends Column<infer V> ? V : never;
};

/** One table of a read model, as a projector declares it; its columns in SQL are the same names in snake case. */
export interface Table<C extends Columns = Columns> {
  readonly name: string;
  /** Without the tenant, which every table has. */
  readonly columns: C;
  readonly key: readonly string[];
  /** What the queries need; `institutionId` may be in it. */
  readonly indexes: readonly (readonly string[])[];
}

export const defineTable = <const C extends Columns>(
  name: string,
  columns: C,
  key: readonly (keyof C & string)[],
  ...indexes: readonly (readonly (string & (keyof C | 'institutionId'))[])[]
): Table<C> => ({ name, columns, key, indexes });

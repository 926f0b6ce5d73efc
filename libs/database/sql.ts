/** What a statement may carry; an array becomes a PostgreSQL array. JSON goes as text, cast in the statement. */
export type SqlValue = string | number | boolean | null | Uint8Array | readonly SqlValue[];

/**
 * One row as both databases give it: `int8` is a number, `numeric` a decimal string, `date` is `YYYY-MM-DD`,
 * `timestamptz` an instant in UTC with milliseconds, `json` parsed.
 */
export type SqlRow = Readonly<Record<string, unknown>>;

/** One statement as data, for {@link Database.read}. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly SqlValue[];
  /** Worth keeping on every connection: its text is one of few, and it is asked often. */
  readonly prepared?: boolean;
}

/** The rows of several statements, in their order. */
export type Answers = readonly (readonly object[])[];

/** Where statements go. Every method rejects only with a `DatabaseFailure`. */
export interface Sql {
  /** One statement; `$1` is the first parameter. */
  query<Row extends object = SqlRow>(
    statement: string,
    parameters?: readonly SqlValue[],
  ): Promise<readonly Row[]>;
  /** Several statements without parameters, such as a migration. */
  script(statements: string): Promise<void>;
}

export interface TransactionOptions {
  /** Every statement sees the database as it was at the first one; nothing may be written. */
  readonly snapshot?: boolean;
}

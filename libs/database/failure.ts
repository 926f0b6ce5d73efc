/** `unavailable`: nothing wrong with the statement, trying again may help. `rejected`: the database refused it. */
export type DatabaseFailureKind = 'unavailable' | 'rejected';

export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  constructor(
    readonly kind: DatabaseFailureKind,
    message: string,
    /** Five characters of the SQL standard; absent when no server answered. */
    readonly sqlState?: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export const isDatabaseFailure = (error: unknown, kind?: DatabaseFailureKind): error is DatabaseFailure =>
  error instanceof DatabaseFailure && (kind === undefined || error.kind === kind);

/**
 * SQLSTATE classes that say something about the moment and not about the statement: connection (08),
 * rollback by serialisation or deadlock (40), resources such as a full disk (53), lock not available (55P03),
 * operator intervention (57), input or output (58).
 */
const TRANSIENT = /^(?:08|40|53|55P03|57|58)/;
const SQL_STATE = /^[0-9A-Z]{5}$/;

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null
    ? (error as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** Never carries the parameters of the statement: they may be what nobody should read in a log. */
export function toDatabaseFailure(error: unknown): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = property(error, 'code');
  // Node's own codes (EPIPE, ENOENT) look alike; only a server's answer has a severity.
  if (typeof code === 'string' && SQL_STATE.test(code) && property(error, 'severity') !== undefined) {
    return new DatabaseFailure(TRANSIENT.test(code) ? 'unavailable' : 'rejected', message, code, error);
  }
  return new DatabaseFailure('unavailable', message, undefined, error);
}

import { StoreFailure, type StoreFailureKind } from '../failures.js';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const PERM = 3;
const READONLY = 8;
export const IOERR = 10;
const FULL = 13;
const CORRUPT = 11;
const CANTOPEN = 14;
const TOOBIG = 18;
const CONSTRAINT = 19;
const NOTADB = 26;

const KINDS: ReadonlyMap<number | undefined, StoreFailureKind> = new Map<number, StoreFailureKind>([
  [PERM, 'denied'],
  [READONLY, 'denied'],
  [CANTOPEN, 'denied'],
  [CORRUPT, 'corrupt'],
  [NOTADB, 'corrupt'],
  // A record stands where the counters say that none can be.
  [CONSTRAINT, 'corrupt'],
  [TOOBIG, 'too-large'],
]);

/** SQLite's primary result code of an error, if it is one of SQLite's. */
export function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** The port's failure for whatever SQLite threw; full disks, locks and the unknown are `unavailable`. */
export function toStoreFailure(error: unknown, doing: string): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const code = resultCode(error);
  const kind = KINDS.get(code) ?? 'unavailable';
  const message = error instanceof Error ? error.message : String(error);
  return new StoreFailure(kind, `${doing}: ${message}`, { cause: error, isFull: code === FULL });
}

import { StoreFailure } from '../failures.js';

/**
 * What an error of the client says about the call.
 * `not-sent` and `not-leader`: nothing was written. `unknown`: it may have been.
 */
export type ErrorMeaning =
  'conflict' | 'too-large' | 'denied' | 'no-such-stream' | 'not-leader' | 'not-sent' | 'unknown';

/** By the `type` of the client's classes. Whatever is missing here is unknown. */
const BY_TYPE: Readonly<Record<string, ErrorMeaning>> = {
  'wrong-expected-version': 'conflict',
  'maximum-append-size-exceeded': 'too-large',
  'access-denied': 'denied',
  'user-not-found': 'denied',
  'stream-deleted': 'denied',
  'invalid-argument': 'denied',
  'stream-not-found': 'no-such-stream',
  'no-stream': 'no-such-stream',
  'not-leader': 'not-leader',
};

/** gRPC codes (https://grpc.io/docs/guides/status-codes/). */
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** Classifies by class and by gRPC code: connecting fails with bare `Error`s, in flight with the client's own. */
export function meaningOf(error: unknown): ErrorMeaning {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const type = 'type' in error && typeof error.type === 'string' ? error.type : undefined;
  const known = type === undefined ? undefined : BY_TYPE[type];
  if (known !== undefined) return known;
  const code = 'code' in error ? error.code : undefined;
  if (code === UNAUTHENTICATED || code === PERMISSION_DENIED || code === INVALID_ARGUMENT) return 'denied';
  // Only what fails before a call is made lacks one of the client's classes.
  if (type === undefined && (code === UNAVAILABLE || saysUndiscovered(error))) return 'not-sent';
  return 'unknown';
}

const saysUndiscovered = (error: object): boolean =>
  'message' in error && typeof error.message === 'string' && error.message.startsWith('Failed to discover');

/** The failure of a call that wrote nothing or only read. */
export function toStoreFailure(error: unknown, doing: string): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const meaning = meaningOf(error);
  const kind = meaning === 'denied' || meaning === 'too-large' ? meaning : 'unavailable';
  return new StoreFailure(kind, `${doing}: ${describeError(error)}`, { cause: error });
}

/** Errors of the batch path may have an empty message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}

export type StoreFailureKind =
  /** Another revision than expected; nothing was written. */
  | 'conflict'
  /** Nothing was written; trying again may help. */
  | 'unavailable'
  /** It may or may not be there: read the event ids back before anything else. */
  | 'outcome-unknown'
  | 'too-large'
  | 'denied'
  /** A stored record does not match its checksum; it is never served. */
  | 'corrupt';

/** The closed set of errors of the event store port. */
export class StoreFailure extends Error {
  constructor(
    readonly kind: StoreFailureKind,
    message: string,
    readonly details: {
      readonly actualRevision?: number | 'no-stream';
      readonly at?: string;
      /** There is no room on the disk: nothing can be written until there is. */
      readonly isFull?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'StoreFailure';
  }
}

export const isStoreFailure = (error: unknown, kind?: StoreFailureKind): error is StoreFailure =>
  error instanceof StoreFailure && (kind === undefined || error.kind === kind);

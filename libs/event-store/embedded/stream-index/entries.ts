/** Where one event of a stream stands. */
export interface Entry {
  readonly revision: number;
  readonly position: number;
}

/** Which entries of a stream hash are wanted, in which order. */
export interface Wanted {
  readonly hash: number;
  readonly direction: 'forwards' | 'backwards';
  /** First revision wanted. */
  readonly from: number;
  readonly limit: number;
  /** The last position that may be found; absent: the newest. */
  readonly through?: number;
}

export const isWanted = ({ direction, from }: Wanted, revision: number): boolean =>
  direction === 'forwards' ? revision >= from : revision <= from;

/** A walk over entries in the order of (hash, revision, position). */
export interface SortedEntries {
  /** Moves to the next one; false at the end. The fields tell where it is. */
  next(): boolean;
  readonly hash: number;
  readonly revision: number;
  readonly position: number;
}

/** Hashes are 53 bits, evenly spread. */
export const HASH_SPACE = 2 ** 53;

/** An element of an array that is known to reach that far. */
export const at = (array: Float64Array | Uint32Array, index: number): number => array[index] ?? 0;

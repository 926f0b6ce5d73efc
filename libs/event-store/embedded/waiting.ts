import { type EncodedEvent } from '../encoding.js';
import { type StoreFailure } from '../failures.js';
import { type Appended, type ExpectedRevision } from '../port.js';

/** What one stream gets. */
export interface Part {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
}

/** Parts that are written all or none. */
export interface Waiting {
  readonly parts: readonly Part[];
  readonly resolve: (appended: readonly Appended[]) => void;
  readonly reject: (failure: StoreFailure) => void;
}

export function refuse(group: readonly Waiting[], failure: StoreFailure): void {
  for (const waiting of group) waiting.reject(failure);
}

/** Characters, roughly the bytes in the file. */
export const sizeOf = (group: readonly Waiting[]): number => {
  let size = 0;
  for (const { parts } of group)
    for (const { events } of parts)
      for (const { data, metadata } of events) size += data.length + metadata.length + 150;
  return size;
};

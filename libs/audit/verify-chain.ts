import canonicalize from 'canonicalize';
import { type StoredEvent } from '#event-store/port.js';
import { type Link, nextLink, noLink } from './hash-chain.js';

/** An entry of the auditor ledger as somebody keeps it, such as a line of its export. */
export type KeptEntry = Pick<Link, 'sequence' | 'hash'>;

export interface ChainVerification {
  readonly entries: number;
  /** Hash of the last entry: it stands for the whole log up to there. */
  readonly head: string;
  /** Entries that were compared with kept ones. */
  readonly compared: number;
  /** The first kept entry that the log does not give. */
  readonly firstDifference?: KeptEntry & {
    readonly computed: string | undefined;
    /** What is kept under its hash and is not so in the log; absent when the hash is another. */
    readonly fields?: readonly string[];
  };
}

/**
 * Computes the chain of a log anew and compares it with what was kept; in the memory of one event.
 * @param kept in ascending order of the sequence, and not necessarily every entry
 * @param shown what an entry says of its event: a hash proves only the log, and not what somebody writes beside it
 */
export async function verifyChain(
  log: AsyncIterable<StoredEvent> | Iterable<StoredEvent>,
  kept: AsyncIterable<KeptEntry> | Iterable<KeptEntry>,
  shown?: (event: StoredEvent, link: Link) => object,
): Promise<ChainVerification> {
  const entries = inOrder(kept);
  const next = async (): Promise<KeptEntry | undefined> => {
    const entry = await entries.next();
    return entry.done === true ? undefined : entry.value;
  };
  let last = noLink;
  let compared = 0;
  let waiting = await next();
  let firstDifference: ChainVerification['firstDifference'];
  for await (const event of log) {
    last = nextLink(last, event);
    while (waiting !== undefined && waiting.sequence <= last.sequence) {
      compared += 1;
      const { sequence, hash } = waiting;
      const computed = sequence === last.sequence ? last.hash : undefined;
      if (computed !== hash) firstDifference ??= { sequence, hash, computed };
      else if (firstDifference === undefined && shown !== undefined) {
        const fields = fieldsThatDiffer(waiting, shown(event, last));
        if (fields.length > 0) firstDifference = { sequence, hash, computed, fields };
      }
      waiting = await next();
    }
  }
  // Somebody keeps an entry that the log does not have, or has no more.
  if (waiting !== undefined) {
    const { sequence, hash } = waiting;
    firstDifference ??= { sequence, hash, computed: undefined };
  }
  const { sequence: count, hash: head } = last;
  return { entries: count, head, compared, ...(firstDifference === undefined ? {} : { firstDifference }) };
}

/** Of those that were kept: fewer may be kept than are shown today. */
function fieldsThatDiffer(kept: object, shown: object): readonly string[] {
  const now = new Map<string, unknown>(Object.entries(shown));
  return Object.entries(kept)
    .filter(([name, value]) => canonicalize(value) !== canonicalize(now.get(name)))
    .map(([name]) => name);
}

async function* inOrder<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void> {
  yield* items;
}

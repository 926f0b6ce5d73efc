import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type StoredEvent } from '#event-store/port.js';

/** A ledger entry: one event of the log, bound to all that came before it. */
export interface Link {
  /** From 1, in the order of the log. */
  readonly sequence: number;
  readonly previousHash: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

/** What comes before the first entry. */
export const noLink: Link = { sequence: 0, previousHash: '', hash: '0'.repeat(64) };

/**
 * The entry of the event that follows. Its hash is over one line of JSON by RFC 8785, so that whoever has the log computes
 * the same: sequence and previous hash, and the event as it is stored, sealed values included. Where the store keeps it
 * is no part of it: a log that was copied to another store has the same chain.
 */
export function nextLink(last: Link, { stream, revision, id, type, data, metadata }: StoredEvent): Link {
  const sequence = last.sequence + 1;
  const previousHash = last.hash;
  const entry = { sequence, previousHash, stream, revision, id, type, data, metadata };
  return { sequence, previousHash, hash: hash('sha256', canonicalize(entry) ?? '', 'hex') };
}

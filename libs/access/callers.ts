import { type Caller } from '#deciding/context.js';
import { hashOfToken } from './bearer-token.js';
import { type TokenEntry, callerOf } from './token-file.js';

/** Knows who a token stands for: what a fuller identity layer replaces. */
export interface Callers {
  callerOf(token: string): Caller | undefined;
}

/**
 * The callers of a list of token hashes. Nothing secret is compared character by character: the map is searched by
 * the digest of what was sent, and the time this takes tells at most something about a digest, not about a token.
 */
export function callersOf(entries: readonly TokenEntry[]): Callers {
  const known = new Map(entries.map((entry) => [entry.sha256, callerOf(entry)]));
  return { callerOf: (token) => known.get(hashOfToken(token)) };
}

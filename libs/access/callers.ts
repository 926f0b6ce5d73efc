import { type Caller } from '#deciding/context.js';
import { hashOfToken } from './bearer-token.js';
import { type TokenEntry, callerOf, grantableRoles } from './token-file.js';

/** Knows who a token stands for: what a fuller identity layer replaces. */
export interface Callers {
  callerOf(token: string): Caller | undefined;
}

/**
 * The callers of a list of token hashes. Nothing secret is compared character by character: the map is searched by
 * the digest of what was sent, and the time this takes tells at most something about a digest, not about a token.
 */
export function callersOf(entries: readonly TokenEntry[]): Callers {
  const known = new Map<string, Caller>();
  const developers = new Set<string>();
  for (const entry of entries) {
    known.set(entry.sha256, callerOf(entry));
    if (entry.development === true) developers.add(entry.sha256);
  }
  return {
    callerOf: (token) => known.get(hashOfToken(token)) ?? developmentActor(developers, token),
  };
}

const actors = new Map<string, Caller>(
  grantableRoles.map((role) => [
    role,
    { kind: 'development', id: `development-${role}`, roles: [role], institutions: '*' },
  ]),
);

/** The development token followed by `.reseller` acts as a reseller and nothing else, and so for every role. */
function developmentActor(developers: ReadonlySet<string>, token: string): Caller | undefined {
  const dot = developers.size === 0 ? -1 : token.lastIndexOf('.');
  const actor = dot < 0 ? undefined : actors.get(token.slice(dot + 1));
  return actor !== undefined && developers.has(hashOfToken(token.slice(0, dot))) ? actor : undefined;
}

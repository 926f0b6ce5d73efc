import { hash } from 'node:crypto';
import { base32 } from './base32.js';

/** What each prefix names. */
export const idPrefixes = {
  agr: 'agreement',
  blk: 'work on many things at once',
  cas: 'reconciliation case',
  clm: 'claim of a unique value',
  cmp: 'compromise of codes',
  cod: 'access code',
  dis: 'disclosure',
  enr: 'enrollment',
  ent: 'entitlement',
  fil: 'file of a provider',
  ins: 'institution',
  lot: 'supply lot',
  mbr: 'membership',
  ntf: 'notification',
  ord: 'order',
  per: 'person reference',
  rep: 'report of a provider',
  res: 'reseller',
  ses: 'exam session',
  sla: 'clock of a promise',
} as const;

export type IdPrefix = keyof typeof idPrefixes;
export type Id<P extends IdPrefix = IdPrefix> = `${P}_${string}`;

const length = 26;
const ordinalLength = 4;
const maxOrdinal = 32 ** ordinalLength - 1;

/**
 * Id of the nth thing that a command makes, from 0 to 1,048,575.
 *
 * It depends on the command id alone, not on the time: a retried create must meet the stream that the first
 * attempt made, and the retry has another clock. So ids of different commands have no order in time (the log's
 * position has); the things of one command are neighbours and sort in the order of n, also in an index.
 * @throws RangeError when n is no whole number in that range
 */
export function derivedId<P extends IdPrefix>(prefix: P, commandId: string, n = 0): Id<P> {
  if (!Number.isInteger(n) || n < 0 || n > maxOrdinal) throw new RangeError(`${n} is no ordinal of an id`);
  const ordinal = base32(Uint8Array.of(n >>> 12, n >>> 4, n << 4), ordinalLength);
  return idOf(prefix, digest('derived', prefix, commandId), ordinal);
}

/**
 * Id of the thing that has this natural key, such as an agreement number: whoever knows the key knows the id.
 * The parts are taken as they are (no case folding, no trimming); `('a', 'b')` and `('ab')` are different keys.
 */
export const naturalId = <P extends IdPrefix>(prefix: P, ...key: readonly (string | number)[]): Id<P> =>
  idOf(prefix, digest('natural', prefix, ...key.map(String)));

/** Id made of the first 130 bits of a digest, such as the keyed hash of an access code. @throws RangeError if shorter */
export const digestId = <P extends IdPrefix>(prefix: P, bytes: Uint8Array): Id<P> => idOf(prefix, bytes);

/** The form of such an id; anchored, and without flags, so that it serves as a JSON schema's pattern too. */
export const idPattern = (prefix: IdPrefix): RegExp => patterns[prefix];

export const isId = <P extends IdPrefix>(prefix: P, text: string): text is Id<P> =>
  patterns[prefix].test(text);

const patterns = Object.fromEntries(
  Object.keys(idPrefixes).map((prefix) => [prefix, new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{${length}}$`)]),
) as Readonly<Record<IdPrefix, RegExp>>;

// JSON keeps the parts apart, whatever they hold.
const digest = (...parts: readonly string[]): Uint8Array => hash('sha256', JSON.stringify(parts), 'buffer');

const idOf = <P extends IdPrefix>(prefix: P, bytes: Uint8Array, end = ''): Id<P> =>
  `${prefix}_${(base32(bytes, length - end.length) + end).toLowerCase()}`;

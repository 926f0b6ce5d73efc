import { type KeyObject, createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/**
 * HMAC-SHA-256 under a key derived for each purpose (HKDF, RFC 5869): a hash made for one purpose
 * says nothing about the same text under another.
 */
export function keyedHasher(hashKey: KeyObject): (purpose: string, text: string) => Buffer {
  const purposes = new Map<string, KeyObject>();
  const keyOf = (purpose: string): KeyObject => {
    const known = purposes.get(purpose);
    if (known !== undefined) return known;
    const derived = createSecretKey(
      Buffer.from(hkdfSync('sha256', hashKey, '', `keyed-hash ${purpose}`, 32)),
    );
    purposes.set(purpose, derived);
    return derived;
  };
  return (purpose, text) => createHmac('sha256', keyOf(purpose)).update(text).digest();
}

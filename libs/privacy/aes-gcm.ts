import { type KeyObject, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type RandomSource } from '#kernel/random.js';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM: nonce, ciphertext and tag in one buffer. Random nonces are safe for 2^32 messages a key
 * (NIST SP 800-38D), far more than one scope ever seals.
 * @param bound is authenticated with it but not contained
 */
export function encrypt(
  key: KeyObject,
  plain: Uint8Array,
  bound: string,
  random: RandomSource = randomBytes,
): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]);
}

/** Undefined when key, bound text or buffer are not those of the encryption. */
export function decrypt(key: KeyObject, sealed: Uint8Array, bound: string): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(bound))
    .setAuthTag(sealed.subarray(end));
  const text = decipher.update(sealed.subarray(nonceBytes, end));
  try {
    return Buffer.concat([text, decipher.final()]);
  } catch {
    return undefined;
  }
}

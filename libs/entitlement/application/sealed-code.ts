import { hash, randomBytes } from 'node:crypto';
import { type RandomSource } from '#kernel/random.js';
import { last4 } from '#kernel/access-code.js';
import { type Sealer } from '#privacy/sealer.js';

/** What the log keeps of a code. */
export interface SealedCode {
  readonly sealed: string;
  readonly last4: string;
  /** Whoever is later shown code and salt can check that it was this one; without the salt it tells nothing. */
  readonly commitment: string;
}

export const commitmentTo = (salt: string, code: string): string =>
  hash('sha256', `${salt}.${code}`, 'base64url');

/** Seals a code, with the salt of its commitment, under the key of its entitlement. */
export async function sealCode(
  sealer: Sealer,
  entitlementId: string,
  code: string,
  random: RandomSource = randomBytes,
): Promise<SealedCode> {
  const salt = random(32).toString('base64url');
  const sealed = await sealer.seal(entitlementId, `${salt}.${code}`);
  return { sealed, last4: last4(code), commitment: commitmentTo(salt, code) };
}

/** Undefined once the key has been destroyed. */
export async function openCode(sealer: Sealer, sealed: string): Promise<string | undefined> {
  const text = await sealer.open(sealed);
  return text?.slice(text.indexOf('.') + 1);
}

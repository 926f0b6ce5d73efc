import { randomBytes } from 'node:crypto';
import { type RandomSource } from '#kernel/random.js';
import { decrypt, encrypt } from './aes-gcm.js';
import { type KeyRing } from './key-ring.js';
import { ScopeErased, SealBroken, type Sealer } from './sealer.js';

const version = 'k1';

/** Boxes are `k1.{key id}.{nonce, ciphertext and tag, base64url}`, bound to the key id that they name. */
export class AesSealer implements Sealer {
  constructor(
    private readonly ring: KeyRing,
    private readonly random: RandomSource = randomBytes,
  ) {}

  async seal(scope: string, text: string): Promise<string> {
    const dataKey = await this.ring.keyFor(scope);
    if (dataKey === undefined) throw new ScopeErased(scope);
    const head = `${version}.${dataKey.id}`;
    return `${head}.${encrypt(dataKey.key, Buffer.from(text), head, this.random).toString('base64url')}`;
  }

  async open(box: string): Promise<string | undefined> {
    const [kind, id, sealed, ...rest] = box.split('.');
    if (kind !== version || id === undefined || sealed === undefined || rest.length > 0) {
      throw new SealBroken('this is not a sealed box');
    }
    const dataKey = await this.ring.keyById(id);
    if (dataKey === undefined) return undefined;
    const text = decrypt(dataKey.key, Buffer.from(sealed, 'base64url'), `${kind}.${id}`);
    if (text === undefined) throw new SealBroken('a sealed box does not open with the key that it names');
    return text.toString();
  }
}

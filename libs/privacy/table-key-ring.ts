import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { type RandomSource } from '#kernel/random.js';
import { decrypt, encrypt } from './aes-gcm.js';
import { type KeyRing, KeyRingUnusable } from './key-ring.js';
import { type KeyStorage } from './key-storage.js';
import { type KeyDatabase, TableKeyStorage } from './table-key-storage.js';
import { WrappedKeyRing } from './wrapped-key-ring.js';

const hashScope = 'key-ring hash key';

/** The master key of the configuration. @throws KeyRingUnusable unless it is the base64 of 32 bytes */
export function masterKeyOf(base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== base64.trim()) {
    throw new KeyRingUnusable(
      'LEDGER_MASTER_KEY must be 32 random bytes in base64, such as from `openssl rand -base64 32`.',
    );
  }
  return createSecretKey(bytes);
}

export interface TableKeyRingOptions {
  readonly random?: RandomSource;
  /** Stands between the ring and its table, such as to write many keys at once. */
  readonly through?: (table: KeyStorage) => KeyStorage;
}

/**
 * The key ring of the production shape: a table that all processes share, every key in it wrapped by the
 * master key of the configuration, which is not in the database.
 * @throws KeyRingUnusable when the table was made with another master key
 */
export async function openTableKeyRing(
  database: KeyDatabase,
  masterKey: KeyObject,
  { random = randomBytes, through = (table) => table }: TableKeyRingOptions = {},
): Promise<KeyRing> {
  const storage = through(new TableKeyStorage(database));
  const draft = {
    id: hashScope,
    scope: hashScope,
    wrapped: encrypt(masterKey, random(32), hashScope, random),
  };
  const [row] = await storage.add([draft]);
  const bytes = row?.wrapped === undefined ? undefined : decrypt(masterKey, row.wrapped, hashScope);
  if (bytes === undefined)
    throw new KeyRingUnusable('LEDGER_MASTER_KEY is not the key that the key table was made with.');
  return new WrappedKeyRing({ storage, masterKey, hashKey: createSecretKey(bytes), random });
}

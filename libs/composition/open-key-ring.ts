import { join } from 'node:path';
import { type Configuration } from '#config/configuration.js';
import { type Database } from '#database/database.js';
import { type EventStore } from '#event-store/port.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';
import { type KeyRing } from '#privacy/key-ring.js';
import { masterKeyOf, openTableKeyRing } from '#privacy/table-key-ring.js';

/** A file beside the embedded log; a table under the configured master key where several processes share it. */
export async function openKeyRing(
  { masterKey, dataDir }: Configuration,
  database: Database,
  store: EventStore,
): Promise<KeyRing> {
  if (masterKey !== undefined) return openTableKeyRing(database, masterKeyOf(masterKey));
  const create = (await store.head()) === undefined;
  return openFileKeyRing(join(dataDir, 'key-ring.db'), { create });
}

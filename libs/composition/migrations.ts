import { type Migration } from '#database/migrations.js';
import { keyTableSchema } from '#privacy/table-key-storage.js';
import { processingMigrations } from '#processing/schema.js';
import { engineMigrations } from '#projecting/engine-tables.js';

/** All tables but those of the read models, which the projections make. Whichever process starts first makes them. */
export const migrations: readonly Migration[] = [
  { name: 'privacy-0001-key-ring', up: keyTableSchema },
  ...engineMigrations,
  ...processingMigrations,
];

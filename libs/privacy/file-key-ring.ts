import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type RandomSource } from '#kernel/random.js';
import { FileKeyStorage, filePragmas, fileSchema } from './file-key-storage.js';
import { type KeyRing, KeyRingUnusable } from './key-ring.js';
import { type KeyStorage } from './key-storage.js';
import { WrappedKeyRing } from './wrapped-key-ring.js';

export interface FileKeyRingOptions {
  /** False when the log already holds events: a new ring would not open what they keep sealed. */
  readonly create: boolean;
  readonly random?: RandomSource;
  /** Stands between the ring and its file, such as to write many keys at once. */
  readonly through?: (file: KeyStorage) => KeyStorage;
}

/**
 * The key ring of the embedded shape: one file, mode 0600, holding the master key, the hash key and the data keys.
 *
 * It is an SQLite file, not an append-only one, because a destroyed key must really go: `secure_delete`
 * overwrites it in place, where an append-only file would keep it until it is rewritten as a whole. SQLite also
 * brings recovery after `kill -9`, one sync for many keys, and a lookup that does not load a million persons.
 * @throws KeyRingUnusable
 */
export function openFileKeyRing(
  path: string,
  { create, random = randomBytes, through = (file) => file }: FileKeyRingOptions,
): KeyRing {
  if (!existsSync(path)) {
    if (!create)
      throw new KeyRingUnusable(
        `The key ring ${path} is missing, and the log cannot be read without it: restore it from the backup.`,
      );
    createFile(path, random);
  }
  checkMode(path);
  const { db, masterKey, hashKey } = openFile(path);
  return new WrappedKeyRing({ storage: through(new FileKeyStorage(db)), masterKey, hashKey, random });
}

/** Complete before it has its name, and its name is given only where there is none: never overwritten, never half. */
function createFile(path: string, random: RandomSource): void {
  const draft = `${path}.draft-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    const db = new DatabaseSync(draft);
    db.exec(`PRAGMA synchronous = FULL; BEGIN; ${fileSchema}`);
    const insert = db.prepare('INSERT INTO master (name, bytes) VALUES (?, ?)');
    for (const name of ['wrap', 'hash']) insert.run(name, random(32));
    db.exec('COMMIT');
    db.close();
    nameFile(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function nameFile(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    // Another process was first: its ring is the ring.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function checkMode(path: string): void {
  const stat = lstatSync(path);
  if (!stat.isFile()) throw new KeyRingUnusable(`The key ring ${path} is not a regular file.`);
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    throw new KeyRingUnusable(
      `The key ring ${path} has mode ${mode}, so others can read it: set it to 0600 (chmod 600).`,
    );
  }
}

function openFile(path: string) {
  const db = new DatabaseSync(path, { timeout: 5000 });
  try {
    db.exec(filePragmas);
    return { db, masterKey: masterOf(db, 'wrap'), hashKey: masterOf(db, 'hash') };
  } catch (cause) {
    db.close();
    const isForeign = /not a database|no such table/.test(String(cause));
    throw isForeign ? new KeyRingUnusable(`${path} is not a key ring.`, { cause }) : cause;
  }
}

function masterOf(db: DatabaseSync, name: string): KeyObject {
  const bytes = db.prepare('SELECT bytes FROM master WHERE name = ?').get(name)?.['bytes'];
  if (bytes instanceof Uint8Array && bytes.length === 32) return createSecretKey(bytes);
  throw new KeyRingUnusable(`The key ring lacks its ${name} key: restore it from the backup.`);
}

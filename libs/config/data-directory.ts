import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from './configuration-error.js';
import { systemCodeOf } from './system-error.js';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'it is a file, or lies in one',
  EEXIST: 'it is a file, or lies in one',
  ENOENT: 'nothing can be made there',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * Makes the data directory, readable for this user only, and sees that it can be written to.
 * @throws ConfigurationError with one sentence
 */
export function makeDataDirectory(directory: string): void {
  try {
    make(resolve(directory));
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === undefined) throw error;
    throw new ConfigurationError(
      `LEDGER_DATA_DIR: ${directory} cannot be the data directory, ${reasons[code] ?? 'the system refuses it'} (${code}).`,
      { cause: error },
    );
  }
}

/** Not `recursive`, which never comes back where a parent exists and still refuses with ENOENT, as /proc does. */
function make(directory: string): void {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found === undefined && dirname(directory) !== directory) make(dirname(directory));
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Two processes may start on one directory at once.
    if (systemCodeOf(error) !== 'EEXIST' || !statSync(directory).isDirectory()) throw error;
  }
}

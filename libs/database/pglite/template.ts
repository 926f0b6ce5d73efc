import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * A fresh cluster takes PGlite 3 to 6 s to initialise and 1 s to unpack (measured, 2 cores). So one is made once and
 * kept in node_modules/.cache, by PGlite's version, and each build puts it beside this file in dist. Without either
 * everything works, and the first start is slower.
 */
function cachedFile(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const home = join(entry, '..', '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return join(home, '..', '..', '.cache', 'entitlement-ledger', `pglite-${version}.tar.gz`);
}

/** Where a build puts it: a build is made for the PGlite that it was made with. */
const builtFile = (): string => join(import.meta.dirname, 'cluster.tar.gz');

export const existingTemplate = (): string | undefined => [builtFile(), cachedFile()].find(existsSync);

/** Puts the template into the build that this file is part of. */
export async function buildTemplate(): Promise<void> {
  copyFileSync(await prepareTemplate(), builtFile());
}

/** Makes the template unless it is there; the answer is its path. */
export async function prepareTemplate(): Promise<string> {
  const file = cachedFile();
  if (existsSync(file)) return file;
  const database = await PGlite.create('memory://');
  try {
    const dump = await database.dumpDataDir('gzip');
    mkdirSync(join(file, '..'), { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, new Uint8Array(await dump.arrayBuffer()));
    renameSync(unfinished, file);
    return file;
  } finally {
    await database.close();
  }
}

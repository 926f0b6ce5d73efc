import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * A fresh cluster takes PGlite 3 to 6 s to initialise and 1 s to unpack (measured, 2 cores). So the build keeps one
 * in node_modules/.cache, by PGlite's version; without it everything works, and the first start is slower.
 */
function templateFile(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const home = join(entry, '..', '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return join(home, '..', '..', '.cache', 'entitlement-ledger', `pglite-${version}.tar.gz`);
}

export function existingTemplate(): string | undefined {
  const file = templateFile();
  return existsSync(file) ? file : undefined;
}

/** Makes the template unless it is there; the answer is its path. */
export async function prepareTemplate(): Promise<string> {
  const file = templateFile();
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

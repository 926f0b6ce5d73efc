/*
 * Runs on a thread of its own: WebAssembly computes on the thread that calls it, and a projection batch of 20 ms
 * would be 20 ms in which no request is answered. Loaded by Node itself, also from a test, so it imports at run time
 * only packages, and its types are erasable.
 */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type * as ColumnValues from '../column-values.js';
import type { Reply, RemoteError, Request, Start } from './protocol.js';

/** One connection serves everything: a fifth of PGlite's default buffers, and no slots for the others. */
const settings = [
  'shared_buffers=32MB',
  'wal_buffers=1MB',
  'max_wal_size=64MB',
  'min_wal_size=32MB',
  'max_connections=10',
  'timezone=UTC',
];

/**
 * The optimising compiler takes 550 MB for a moment to compile the largest functions of PostgreSQL, and what it makes
 * of them builds read models no faster (measured: docs/performance.md). Without it the ledger lives in 512 MB.
 */
for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);

const sibling = new URL(`../column-values${extname(import.meta.url)}`, import.meta.url);
const { columnParsers } = (await import(sibling.href)) as typeof ColumnValues;

const { directory, template } = workerData as Start;
const send = (reply: Reply): void => parentPort?.postMessage(reply);

function remoteError(error: unknown): RemoteError {
  const { message, code, severity } = error as Partial<RemoteError>;
  return {
    message: message ?? String(error),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof severity === 'string' ? { severity } : {}),
  };
}

async function start(): Promise<PGlite> {
  const empty = directory.startsWith('memory://') || !existsSync(join(directory, 'PG_VERSION'));
  const database = await PGlite.create({
    dataDir: directory,
    startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
    parsers: columnParsers,
    ...(empty && template !== undefined ? { loadDataDir: new Blob([readFileSync(template)]) } : {}),
  });
  database.onNotification((channel, payload) => send({ kind: 'notified', channel, payload }));
  return database;
}

async function answer(database: PGlite, request: Request): Promise<readonly Record<string, unknown>[]> {
  switch (request.kind) {
    case 'query':
      return (await database.query<Record<string, unknown>>(request.statement, [...request.parameters])).rows;
    case 'script':
      await database.exec(request.statements);
      return [];
    case 'listen':
      await database.exec(`LISTEN "${request.channel}"`);
      return [];
    case 'close':
      await database.close();
      return [];
  }
}

try {
  const database = await start();
  send({ kind: 'ready' });
  parentPort?.on('message', (request: Request) => {
    answer(database, request).then(
      (rows) => {
        send({ kind: 'done', id: request.id, rows });
        if (request.kind === 'close') parentPort?.close();
      },
      (error: unknown) => send({ kind: 'refused', id: request.id, error: remoteError(error) }),
    );
  });
} catch (error) {
  send({ kind: 'failed', error: remoteError(error) });
  parentPort?.close();
}

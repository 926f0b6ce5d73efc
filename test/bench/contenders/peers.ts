import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { type Bench } from '../harness/bench.js';
import { type BenchStore, type Peer } from '../peer.js';

const home = join(process.cwd(), 'test', 'bench', 'peers');
const modules = {
  'emmett-postgresql': 'emmett-postgresql.js',
  'emmett-sqlite': 'emmett-sqlite/emmett-sqlite.js',
  'message-db': 'message-db.js',
  'act-sqlite': 'act-sqlite.js',
} as const;

/** Known to the comparison, but without a store that could take part. */
const unfit = {
  castore: 'castore: its only durable storage adapter is DynamoDB (the others keep events in memory)',
} as const;

export const peerNames: readonly string[] = [...Object.keys(modules), ...Object.keys(unfit)];

export interface OpenedPeers {
  readonly stores: readonly { readonly name: string; readonly how: string; readonly store: BenchStore }[];
  readonly missing: readonly string[];
}

let shared: Promise<OpenedPeers> | undefined;

/** The same for all benchmarks of a run that only add streams of their own. */
export const sharedPeers = (bench: Bench): Promise<OpenedPeers> => (shared ??= openPeers(bench));

export async function closeSharedPeers(): Promise<void> {
  for (const { store } of (await shared)?.stores ?? []) await store.close();
}

/** Every peer that can be had here, each on a database of its own; and why the others cannot. */
export async function openPeers(bench: Bench): Promise<OpenedPeers> {
  const stores: OpenedPeers['stores'][number][] = [];
  const missing: string[] = [];
  const wanted = (name: string): boolean => bench.against === undefined || bench.against === name;
  for (const [name, file] of Object.entries(modules)) {
    if (!wanted(name)) continue;
    try {
      const peer = (await import(pathToFileURL(join(home, file)).href)) as Peer;
      const postgresUrl = peer.needs === 'postgres' ? bench.postgres().newDatabase() : '';
      const store = await peer.open({ directory: bench.workspace.folder(name), postgresUrl });
      stores.push({ name, how: peer.how, store });
    } catch (error) {
      missing.push(`${name}: ${reason(error)}`);
    }
  }
  for (const [name, why] of Object.entries(unfit)) if (wanted(name)) missing.push(why);
  return { stores, missing };
}

function reason(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const [line = said] = said.split('\n');
  return line.startsWith('Cannot find') ? `not installed (npm run bench:peers): ${line}` : line;
}

import { type Bench, compare, type Measured } from '../harness/bench.js';
import { type Contender, type Pace } from '../harness/contender.js';
import { type BenchStore } from '../peer.js';
import { openOurs } from './ours.js';
import { openPeers, sharedPeers } from './peers.js';

export interface AgainstPeers extends Measured {
  readonly peers: readonly string[];
  /** How each was run, for the report. */
  readonly how: string;
}

/** Prepares a store and says what a slice of work on it is. */
export type Work = (name: string, store: BenchStore) => Promise<Contender['slice']> | Contender['slice'];

/** The same slice of work on our store and on each peer, taking turns. */
export async function againstPeers(
  bench: Bench,
  work: Work,
  { pace = {}, ownLog = false }: { pace?: Partial<Pace>; ownLog?: boolean } = {},
): Promise<AgainstPeers> {
  const opened = ownLog ? await openPeers(bench) : await sharedPeers(bench);
  const ours = { name: 'ours', store: await openOurs(bench.workspace.folder('ours')) };
  const contenders: Contender[] = [];
  const missing = [...opened.missing];
  for (const { name, store } of [ours, ...opened.stores]) {
    try {
      const close = (): Promise<unknown> =>
        ownLog || store === ours.store ? store.close() : Promise.resolve();
      contenders.push({ name, slice: await work(name, store), close });
    } catch (error) {
      missing.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const measured = await compare(bench, contenders, pace);
  return {
    figures: measured.figures,
    missing: [...missing, ...measured.missing],
    peers: opened.stores.map(({ name }) => name),
    how: opened.stores.map(({ name, how }) => `${name}: ${how}`).join('; '),
  };
}

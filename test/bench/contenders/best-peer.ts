import { type Bench, compare, type Measured } from '../harness/bench.js';
import { type Contender, type Pace } from '../harness/contender.js';
import { type BenchStore } from '../peer.js';
import { openOurs } from './ours.js';
import { openPeers } from './peers.js';

export interface AgainstPeers extends Measured {
  readonly peers: readonly string[];
  /** How each was run, for the report. */
  readonly how: string;
}

/** The same slice of work on our store and on each peer, taking turns. */
export async function againstPeers(
  bench: Bench,
  work: (name: string, store: BenchStore) => Promise<Contender['slice']> | Contender['slice'],
  { pace = {}, further = [] }: { pace?: Partial<Pace>; further?: readonly Contender[] } = {},
): Promise<AgainstPeers> {
  const opened = await openPeers(bench);
  const ours = { name: 'ours', store: await openOurs(bench.workspace.folder('ours')) };
  const contenders: Contender[] = [];
  const missing = [...opened.missing];
  for (const { name, store } of [ours, ...opened.stores]) {
    try {
      contenders.push({ name, slice: await work(name, store), close: () => store.close() });
    } catch (error) {
      missing.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      await store.close();
    }
  }
  const measured = await compare(bench, [...contenders, ...further], pace);
  return {
    figures: measured.figures,
    missing: [...missing, ...measured.missing],
    peers: opened.stores.map(({ name }) => name),
    how: opened.stores.map(({ name, how }) => `${name}: ${how}`).join('; '),
  };
}

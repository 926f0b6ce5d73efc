import { type Fold } from '#kernel/decider.js';
import { type SampleEvent } from './harness/sample-events.js';

/** What every store of the comparison can do; `from` is the revision that the stream must have, -1 for none. */
export interface BenchStore {
  append(stream: string, from: number, events: readonly SampleEvent[]): Promise<unknown>;
  load<S>(stream: string, fold: Fold<S>): Promise<S>;
  /** The whole log in order, each event decoded. */
  readAll(onEvent: (event: unknown) => void): Promise<void>;
  close(): Promise<void>;
}

export type OpenPeer = (place: {
  readonly directory: string;
  readonly postgresUrl: string;
}) => Promise<BenchStore>;

/** A module of `test/bench/peers`. */
export interface Peer {
  readonly name: string;
  readonly needs: 'postgres' | 'directory';
  /** How it is run, in a line for the report. */
  readonly how: string;
  readonly open: OpenPeer;
}

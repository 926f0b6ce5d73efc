import type { SqlRow, SqlValue } from '../sql.js';

/** What the main thread asks of the thread that runs PGlite. */
export type Request =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly statement: string;
      readonly parameters: readonly SqlValue[];
    }
  | { readonly id: number; readonly kind: 'script'; readonly statements: string }
  | { readonly id: number; readonly kind: 'listen'; readonly channel: string }
  | { readonly id: number; readonly kind: 'close' };

/** An error as it crosses the thread: a structured clone would lose its code. */
export interface RemoteError {
  readonly message: string;
  readonly code?: string;
  readonly severity?: string;
}

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: RemoteError }
  | { readonly kind: 'done'; readonly id: number; readonly rows: readonly SqlRow[] }
  | { readonly kind: 'refused'; readonly id: number; readonly error: RemoteError }
  | { readonly kind: 'notified'; readonly channel: string; readonly payload: string };

export interface Start {
  /** A `memory://` name keeps nothing. */
  readonly directory: string;
  /** A gzipped tar of a fresh cluster, used when the directory is empty: saves `initdb`. */
  readonly template?: string;
}

/** A data key as it is stored: wrapped by the master key. */
export interface WrappedKey {
  readonly id: string;
  readonly scope: string;
  /** Undefined once it has been destroyed; the row stays, so that the scope is known to be erased. */
  readonly wrapped: Uint8Array | undefined;
}

/** Where a key ring keeps its rows. Durable when it answers. */
export interface KeyStorage {
  /** Adds the keys whose scope has none yet (nor had one); answers what now stands for each scope. */
  add(keys: readonly (WrappedKey & { readonly wrapped: Uint8Array })[]): Promise<readonly WrappedKey[]>;
  byScope(scopes: readonly string[]): Promise<readonly WrappedKey[]>;
  byId(ids: readonly string[]): Promise<readonly WrappedKey[]>;
  /** Also a scope that has no key yet is erased from then on. */
  destroy(scope: string, id: string): Promise<void>;
  close(): Promise<void>;
}

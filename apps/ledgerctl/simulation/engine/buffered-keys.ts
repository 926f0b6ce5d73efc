import { type KeyStorage, type WrappedKey } from '#privacy/key-storage.js';

type NewKey = WrappedKey & { readonly wrapped: Uint8Array };

/**
 * Keeps new keys until {@link write}, so that thousands share one sync. Only for who writes the keys before anything
 * that they seal.
 */
export class BufferedKeys implements KeyStorage {
  private readonly byTheirScope = new Map<string, NewKey>();
  private readonly byTheirId = new Map<string, NewKey>();

  constructor(private readonly behind: KeyStorage) {}

  async add(keys: readonly NewKey[]): Promise<readonly WrappedKey[]> {
    const known = new Map(
      (await this.byScope(keys.map(({ scope }) => scope))).map((key) => [key.scope, key]),
    );
    return keys.map((key) => {
      const standing = known.get(key.scope);
      if (standing !== undefined) return standing;
      this.byTheirScope.set(key.scope, key);
      this.byTheirId.set(key.id, key);
      return key;
    });
  }

  byScope(scopes: readonly string[]): Promise<readonly WrappedKey[]> {
    return this.find(scopes, this.byTheirScope, (missing) => this.behind.byScope(missing));
  }

  byId(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    return this.find(ids, this.byTheirId, (missing) => this.behind.byId(missing));
  }

  async destroy(scope: string, id: string): Promise<void> {
    await this.write();
    await this.behind.destroy(scope, id);
  }

  async write(): Promise<void> {
    const keys = [...this.byTheirScope.values()];
    if (keys.length > 0) await this.behind.add(keys);
    this.byTheirScope.clear();
    this.byTheirId.clear();
  }

  async close(): Promise<void> {
    await this.write();
    await this.behind.close();
  }

  private async find(
    names: readonly string[],
    kept: ReadonlyMap<string, NewKey>,
    behind: (missing: readonly string[]) => Promise<readonly WrappedKey[]>,
  ): Promise<readonly WrappedKey[]> {
    const missing = names.filter((name) => !kept.has(name));
    const found = missing.length === 0 ? [] : await behind(missing);
    return [...names.flatMap((name) => kept.get(name) ?? []), ...found];
  }
}

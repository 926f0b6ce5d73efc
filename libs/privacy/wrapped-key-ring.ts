import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type RandomSource } from '#kernel/random.js';
import { decrypt, encrypt } from './aes-gcm.js';
import { Batcher } from './batcher.js';
import { type DataKey, type KeyRing, KeyRingUnusable } from './key-ring.js';
import { keyedHasher } from './keyed-hash.js';
import { type KeyStorage, type WrappedKey } from './key-storage.js';

interface Options {
  readonly storage: KeyStorage;
  readonly masterKey: KeyObject;
  readonly hashKey: KeyObject;
  readonly random?: RandomSource;
  /** Unwrapped keys held in memory. */
  readonly cached?: number;
  /** Milliseconds that another process's destruction of a key may go unnoticed here. */
  readonly cachedForMs?: number;
}

/** Data keys wrapped by a master key, wherever their rows are stored. */
export class WrappedKeyRing implements KeyRing {
  readonly keyedHash: (purpose: string, text: string) => Buffer;
  private readonly storage: KeyStorage;
  private readonly masterKey: KeyObject;
  private readonly random: RandomSource;
  private readonly byScope: LRUCache<string, DataKey>;
  private readonly byId: LRUCache<string, DataKey>;
  private readonly scopes = new Batcher((scopes) => this.rowsOfScopes(scopes));
  private readonly ids = new Batcher((ids) => this.rowsOfIds(ids));

  constructor({
    storage,
    masterKey,
    hashKey,
    random = randomBytes,
    cached = 5000,
    cachedForMs = 30_000,
  }: Options) {
    this.storage = storage;
    this.random = random;
    this.masterKey = masterKey;
    this.keyedHash = keyedHasher(hashKey);
    this.byScope = new LRUCache({ max: cached, ttl: cachedForMs });
    this.byId = new LRUCache({ max: cached, ttl: cachedForMs });
  }

  async keyFor(scope: string): Promise<DataKey | undefined> {
    const cached = this.byScope.get(scope);
    if (cached !== undefined) return cached;
    const row = await this.scopes.get(scope);
    return row === undefined ? undefined : this.unwrap(row);
  }

  async keyById(id: string): Promise<DataKey | undefined> {
    const cached = this.byId.get(id);
    if (cached !== undefined) return cached;
    const row = await this.ids.get(id);
    if (row === undefined)
      throw new KeyRingUnusable(`The key ring does not hold key ${id}: it is not the ring of this log.`);
    return this.unwrap(row);
  }

  async destroy(scope: string): Promise<void> {
    await this.storage.destroy(scope, this.newKeyId());
    const cached = this.byScope.get(scope);
    this.byScope.delete(scope);
    if (cached !== undefined) this.byId.delete(cached.id);
    for (const row of await this.storage.byScope([scope])) this.byId.delete(row.id);
  }

  async close(): Promise<void> {
    this.byScope.clear();
    this.byId.clear();
    await this.storage.close();
  }

  private unwrap(row: WrappedKey): DataKey | undefined {
    if (row.wrapped === undefined) return undefined;
    const bytes = decrypt(this.masterKey, row.wrapped, boundTo(row));
    if (bytes === undefined)
      throw new KeyRingUnusable(`Key ${row.id} does not open with the master key in use.`);
    const dataKey = { id: row.id, key: createSecretKey(bytes) };
    bytes.fill(0);
    this.byScope.set(row.scope, dataKey);
    this.byId.set(row.id, dataKey);
    return dataKey;
  }

  private async rowsOfScopes(scopes: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    const rows = new Map((await this.storage.byScope(scopes)).map((row) => [row.scope, row]));
    const missing = scopes.filter((scope) => !rows.has(scope)).map((scope) => this.newKey(scope));
    if (missing.length > 0) for (const row of await this.storage.add(missing)) rows.set(row.scope, row);
    return rows;
  }

  private async rowsOfIds(ids: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    return new Map((await this.storage.byId(ids)).map((row) => [row.id, row]));
  }

  private newKey(scope: string): WrappedKey & { readonly wrapped: Uint8Array } {
    const id = this.newKeyId();
    const bytes = this.random(32);
    const wrapped = encrypt(this.masterKey, bytes, boundTo({ id, scope }), this.random);
    bytes.fill(0);
    return { id, scope, wrapped };
  }

  private newKeyId(): string {
    return this.random(12).toString('base64url');
  }
}

// A wrapped key moved to another row does not open.
const boundTo = ({ id, scope }: Pick<WrappedKey, 'id' | 'scope'>): string => `${id} ${scope}`;

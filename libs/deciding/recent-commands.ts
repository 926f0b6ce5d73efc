import { LRUCache } from 'lru-cache';

/**
 * The log refuses a key that is used again on the same stream, for ever. A key used again for another stream would
 * need a second append per command to be refused for ever; this remembers the last hundred thousand of this process.
 */
export class RecentCommands {
  private readonly hashes = new LRUCache<string, string>({ max: 100_000 });

  conflicts(commandId: string, hash: string): boolean {
    const known = this.hashes.get(commandId);
    return known !== undefined && known !== hash;
  }

  add(commandId: string, hash: string): void {
    this.hashes.set(commandId, hash);
  }
}

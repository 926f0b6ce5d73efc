/** Remembered at least; twice as many at most. */
const REMEMBERED = 100_000;

/**
 * The log refuses a key that is used again on the same stream, for ever. A key used again for another stream would
 * need a second append per command to be refused for ever; this remembers the last hundred thousand of this process.
 * Two generations instead of a list in order of use: forgetting costs nothing.
 */
export class RecentCommands {
  private young = new Map<string, string>();
  private old: ReadonlyMap<string, string> = new Map();

  constructor(private readonly remembered = REMEMBERED) {}

  conflicts(commandId: string, hash: string): boolean {
    const known = this.young.get(commandId) ?? this.old.get(commandId);
    return known !== undefined && known !== hash;
  }

  add(commandId: string, hash: string): void {
    if (this.young.size >= this.remembered) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(commandId, hash);
  }
}

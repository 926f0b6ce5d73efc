import { close, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Pages in the write-ahead log before it is written back: 16 MiB, rarely enough to be cheap, and a restart is quick. */
export const WAL_PAGES = 4000;
/** Bytes of so many pages with their headers, and of one more transaction. */
const FULL_LENGTH = (WAL_PAGES + 200) * (4096 + 24);
/** Syncs after which a log counts as one that is in use. */
const IN_USE = 64;

/**
 * Makes durable what SQLite has written into its write-ahead log, on a thread of the pool: the event loop decides and
 * serves meanwhile. SQLite itself would wait for the disk within COMMIT (see docs/decisions/0011).
 */
export class WalSync {
  readonly #file: number;
  #syncs = 0;

  /** @param database path of the database, whose write-ahead log is there already */
  constructor(database: string) {
    this.#file = openSync(`${database}-wal`, 'r+');
    // What a killed process wrote and did not sync is about to be read as committed.
    fdatasyncSync(this.#file);
  }

  /** Everything written before the call is on disk when it resolves. Rejects with the error of the disk. */
  sync(): Promise<void> {
    if (++this.#syncs === IN_USE) this.#lengthen();
    return new Promise((resolve, reject) => {
      fdatasync(this.#file, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  close(): void {
    close(this.#file);
  }

  /**
   * Gives the file its full length at once: as long as it grows, each sync has to write the new length too, which
   * takes the disk as long again. To SQLite zeros are what lies behind the last frame. No transaction is under way
   * now, and no other connection writes.
   */
  #lengthen(): void {
    const { size } = fstatSync(this.#file);
    const zeros = Buffer.alloc(2 ** 20);
    try {
      for (let at = size; at < FULL_LENGTH; at += zeros.length)
        writeSync(this.#file, zeros, 0, zeros.length, at);
    } catch {
      // No room: it stays as it was.
      ftruncateSync(this.#file, size);
    }
  }
}

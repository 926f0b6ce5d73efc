import { close, fdatasync, fdatasyncSync, openSync } from 'node:fs';

/**
 * Makes durable what SQLite has written into its write-ahead log, on a thread of the pool: the event loop decides and
 * serves meanwhile. SQLite itself would wait for the disk within COMMIT (see docs/decisions/0009).
 */
export class WalSync {
  readonly #file: number;

  /** @param database path of the database, whose write-ahead log is there already */
  constructor(database: string) {
    this.#file = openSync(`${database}-wal`, 'r+');
    // What a killed process wrote and did not sync is about to be read as committed.
    fdatasyncSync(this.#file);
  }

  /** Everything written before the call is on disk when it resolves. Rejects with the error of the disk. */
  sync(): Promise<void> {
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
}

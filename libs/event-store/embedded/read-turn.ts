import { type DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * One read transaction for all looks of a turn of the event loop. By itself each look takes and gives back the lock that
 * keeps a snapshot in the file, which costs as much as the look; and nothing is written between two looks of one turn.
 */
export class ReadTurn {
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #isOpen = false;

  constructor(database: DatabaseSync) {
    this.#begin = database.prepare('BEGIN');
    this.#commit = database.prepare('COMMIT');
  }

  /** Before a look outside of a transaction. */
  begin(): void {
    if (this.#isOpen) return;
    this.#begin.run();
    this.#isOpen = true;
    setImmediate(() => this.end());
  }

  /** Before anything is written, and before the file is closed. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#commit.run();
  }
}

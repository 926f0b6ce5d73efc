import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type LogFile } from './log-file.js';
import { WAL_PAGES } from './wal-sync.js';

export type CheckpointRequest = 'pass' | 'close';
export type CheckpointReply =
  { readonly pages: number; readonly written: number } | { readonly failed: string };

/** Pages of the write-ahead log at which it is written back; the rest of its length is for what comes meanwhile. */
const BEGIN_AT = WAL_PAGES * 0.75;
/** So few pages are left for the last pass, for which the writer waits. */
const FEW = 400;
const PAGE = 4096;
/** Of the index, the end of the table and its parents, which every transaction writes anew. */
const PAGES_OF_A_GROUP = 4;

/**
 * Writes the write-ahead log back into the file beside the event loop: within COMMIT, where SQLite would do it, every
 * request would stand still for as long as the disk takes to write 16 MiB and to sync twice. Passes run while groups are
 * written; the last one, short, while the next group waits, for the log begins anew only when all of it is written back.
 * The thread starts when there is first something to do. Without it SQLite does as before.
 */
export class Checkpointer {
  readonly #path: string;
  readonly #database: LogFile['database'];
  readonly #beginAt: number;
  #thread: Worker | undefined;
  /** In the write-ahead log, about. */
  #pages = 0;
  #sincePass = 0;
  #running: Promise<void> | undefined;
  /** The next pass is the last one. */
  #isLast = false;
  #failed = false;

  constructor(path: string, { database }: Pick<LogFile, 'database'>, beginAt = BEGIN_AT) {
    this.#path = path;
    this.#database = database;
    this.#beginAt = beginAt;
    this.#leaveToSqlite(2 * WAL_PAGES);
  }

  /** Before a group; undefined when there is nothing to wait for. */
  turn(): Promise<void> | undefined {
    return this.#isLast ? this.#last() : undefined;
  }

  /** After a group of so many bytes. */
  written(bytes: number): void {
    const pages = PAGES_OF_A_GROUP + bytes / PAGE;
    this.#pages += pages;
    this.#sincePass += pages;
    if (this.#pages < this.#beginAt || this.#isLast || this.#failed) return;
    this.#running ??= this.#pass().finally(() => (this.#running = undefined));
  }

  async close(): Promise<void> {
    this.#failed = true;
    await this.#running;
    const thread = this.#thread;
    if (thread === undefined) return;
    thread.ref();
    const gone = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage('close' satisfies CheckpointRequest);
    await gone;
  }

  /** While groups are written; what comes meanwhile is left. */
  async #pass(): Promise<void> {
    this.#sincePass = 0;
    const reply = await this.#ask();
    if ('failed' in reply) this.#giveUp();
    else this.#isLast = this.#sincePass <= FEW;
  }

  /** While the next group waits. */
  async #last(): Promise<void> {
    this.#isLast = false;
    const reply = await this.#ask();
    if ('failed' in reply) this.#giveUp();
    // Whoever else reads the log keeps its pages: a backup. Then it is tried again after some more.
    else this.#pages = reply.written === reply.pages ? 0 : this.#beginAt / 2;
  }

  #ask(): Promise<CheckpointReply> {
    const thread = (this.#thread ??= this.#start());
    return new Promise((resolve) => {
      const settle = (reply: CheckpointReply): void => {
        thread.off('message', settle).off('exit', lost);
        thread.unref();
        resolve(reply);
      };
      const lost = (): void => settle({ failed: 'the thread has ended' });
      // A process that has nothing else to do still waits for a pass, which a group may wait for.
      thread.on('message', settle).on('exit', lost);
      thread.ref();
      thread.postMessage('pass' satisfies CheckpointRequest);
    });
  }

  #start(): Worker {
    const thread = new Worker(new URL(`./checkpoint-thread${extname(import.meta.url)}`, import.meta.url), {
      workerData: this.#path,
      execArgv: [],
    });
    thread.on('error', () => this.#giveUp());
    thread.on('exit', () => (this.#thread = undefined));
    return thread;
  }

  /** A log that nobody writes back would grow for ever. */
  #giveUp(): void {
    this.#failed = true;
    this.#leaveToSqlite(WAL_PAGES);
  }

  #leaveToSqlite(pages: number): void {
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
  }
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseFailure, toDatabaseFailure } from '../failure.js';
import { type Sql, type SqlRow, type SqlValue } from '../sql.js';
import { type RemoteError, type Reply, type Request, type Start } from './protocol.js';

type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (rows: readonly SqlRow[]) => void;
  readonly reject: (error: DatabaseFailure) => void;
}

const failureOf = (error: RemoteError): DatabaseFailure =>
  toDatabaseFailure(Object.assign(new Error(error.message), { code: error.code, severity: error.severity }));

/** The one connection of a PGlite that runs on its own thread. */
export class PgliteConnection implements Sql {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private gone: DatabaseFailure | undefined;
  private worker!: Worker;

  private askedAt = 0;
  private watching: NodeJS.Timeout | undefined;

  /** @param isStuck whether what is under way may never end; asked when it takes long */
  constructor(
    private readonly notified: (channel: string, payload: string) => void,
    private readonly isStuck: () => Promise<boolean> = () => Promise.resolve(false),
    private readonly longMs = 10_000,
  ) {}

  /** It answers nothing any more: another one must be started. */
  get isGone(): boolean {
    return this.gone !== undefined;
  }

  /** @throws DatabaseFailure `unavailable` when PGlite does not start */
  start(start: Start): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.worker = new Worker(new URL(`./pglite-thread${extname(import.meta.url)}`, import.meta.url), {
      workerData: start,
      // A test runner's or debugger's flags are not meant for this thread.
      execArgv: [],
      // Rows pass through it; a larger nursery is only memory.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    this.worker.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') resolve(undefined);
      else if (reply.kind === 'failed') reject(failureOf(reply.error));
      else this.receive(reply);
    });
    const lost = (error: unknown): void => {
      this.lose(error);
      if (this.gone !== undefined) reject(this.gone);
    };
    this.worker.on('error', lost);
    this.worker.on('exit', lost);
    this.askedAt = performance.now();
    this.watching = setInterval(() => void this.look(), this.longMs / 4).unref();
    return promise.finally(() => (this.askedAt = performance.now()));
  }

  async query<Row extends object = SqlRow>(
    statement: string,
    parameters: readonly SqlValue[] = [],
  ): Promise<readonly Row[]> {
    return (await this.ask({ kind: 'query', statement, parameters })) as readonly Row[];
  }

  async script(statements: string): Promise<void> {
    await this.ask({ kind: 'script', statements });
  }

  async listen(channel: string): Promise<void> {
    await this.ask({ kind: 'listen', channel });
  }

  async close(): Promise<void> {
    if (this.gone === undefined) await this.ask({ kind: 'close' }).catch(() => undefined);
    clearInterval(this.watching);
    this.gone ??= new DatabaseFailure('unavailable', 'The embedded read database is closed.');
    await this.worker.terminate();
  }

  private lose(error: unknown): void {
    clearInterval(this.watching);
    this.gone ??= new DatabaseFailure('unavailable', 'The embedded read database stopped.', undefined, error);
    for (const each of this.waiting.values()) each.reject(this.gone);
    this.waiting.clear();
  }

  /** Ends a thread that computes for ever. */
  private async look(): Promise<void> {
    const isLong = this.waiting.size > 0 && performance.now() - this.askedAt > this.longMs;
    if (!isLong || !(await this.isStuck().catch(() => false))) return;
    this.lose(new Error('it did not answer while its disk was full'));
    await this.worker.terminate();
  }

  private receive(reply: Exclude<Reply, { kind: 'ready' | 'failed' }>): void {
    if (reply.kind === 'notified') {
      this.notified(reply.channel, reply.payload);
      return;
    }
    this.askedAt = performance.now();
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.kind === 'done') waiting?.resolve(reply.rows);
    else waiting?.reject(failureOf(reply.error));
  }

  private ask(asked: Asked): Promise<readonly SqlRow[]> {
    if (this.gone !== undefined) return Promise.reject(this.gone);
    if (this.waiting.size === 0) this.askedAt = performance.now();
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...asked, id });
    });
  }
}

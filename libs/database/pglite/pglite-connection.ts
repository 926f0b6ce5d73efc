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

  constructor(private readonly notified: (channel: string, payload: string) => void) {}

  /** @throws DatabaseFailure `unavailable` when PGlite does not start */
  start(start: Start): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.worker = new Worker(new URL(`./pglite-thread${extname(import.meta.url)}`, import.meta.url), {
      workerData: start,
      // A test runner's or debugger's flags are not meant for this thread.
      execArgv: [],
    });
    this.worker.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') resolve(undefined);
      else if (reply.kind === 'failed') reject(failureOf(reply.error));
      else this.receive(reply);
    });
    const lost = (error: unknown): void => {
      this.gone ??= new DatabaseFailure(
        'unavailable',
        'The embedded read database stopped.',
        undefined,
        error,
      );
      reject(this.gone);
      for (const each of this.waiting.values()) each.reject(this.gone);
      this.waiting.clear();
    };
    this.worker.on('error', lost);
    this.worker.on('exit', lost);
    return promise;
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
    if (this.gone === undefined) await this.ask({ kind: 'close' });
    this.gone ??= new DatabaseFailure('unavailable', 'The embedded read database is closed.');
    await this.worker.terminate();
  }

  private receive(reply: Exclude<Reply, { kind: 'ready' | 'failed' }>): void {
    if (reply.kind === 'notified') {
      this.notified(reply.channel, reply.payload);
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.kind === 'done') waiting?.resolve(reply.rows);
    else waiting?.reject(failureOf(reply.error));
  }

  private ask(asked: Asked): Promise<readonly SqlRow[]> {
    if (this.gone !== undefined) return Promise.reject(this.gone);
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...asked, id });
    });
  }
}

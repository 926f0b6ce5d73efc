import { connect, type Socket } from 'node:net';
import { closedLoop } from './closed-loop.js';

/**
 * One kept-alive connection that has one request under way. It writes requests that are ready as text and reads no
 * more of an answer than status and length: a full client would take as much of the machine as the server.
 */
class Connection {
  readonly #socket: Socket;
  #answer = '';
  #settle: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#settle?.reject(error));
    this.#socket.on('close', () => this.#settle?.reject(new Error('the server closed the connection')));
  }

  /** @throws Error for any status but 200 and 201 */
  ask(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#answer += chunk;
    const head = this.#answer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#answer)?.[1];
    if (this.#answer.length < head + 4 + Number(length ?? 0)) return;
    const status = Number(this.#answer.slice(9, 12));
    const settle = this.#settle;
    if (status === 200 || status === 201) settle?.resolve(status);
    else settle?.reject(new Error(`answered ${this.#answer}`));
    this.#answer = '';
  }
}

/** Keeps so many connections busy, each with one request at a time. */
export class HttpLoad {
  readonly #connections: readonly Connection[];

  constructor(port: number, connections: number) {
    this.#connections = Array.from({ length: connections }, () => new Connection(port));
  }

  /** @returns answers per second */
  run(seconds: number, nextRequest: () => string): Promise<number> {
    const idle = [...this.#connections];
    return closedLoop(idle.length, seconds, async () => {
      const connection = idle.pop();
      if (connection === undefined) throw new Error('more requests than connections');
      await connection.ask(nextRequest());
      idle.push(connection);
    });
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}

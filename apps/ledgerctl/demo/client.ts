import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Role } from '#messages/roles.js';

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A reply that the story did not expect. */
export class UnexpectedReply extends Error {
  override readonly name = 'UnexpectedReply';
}

const retries = 40;

/**
 * A client as a careful integration writes it: every command has its key, goes to whichever process answers, and is
 * sent again with the same key when no answer came or the ledger was not ready.
 */
export class Client {
  private next = 0;
  /** Position of the last command: queries wait until their model has passed it. */
  private position: string | undefined;

  constructor(
    private readonly urls: readonly string[],
    /** The development token; `{token}.{role}` acts in that role alone. */
    private readonly token: string,
  ) {}

  /** @throws UnexpectedReply unless the command is accepted */
  async send(as: Role, path: string, body: object, reason?: string): Promise<Reply['body']> {
    const reply = await this.attempt(as, path, body, reason);
    if (reply.status >= 300)
      throw new UnexpectedReply(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  /** The command's answer, whatever it is. */
  async attempt(as: Role, path: string, body: object, reason?: string): Promise<Reply> {
    const headers = {
      authorization: `Bearer ${this.token}.${as}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(reason === undefined ? {} : { 'ledger-reason': encodeURIComponent(reason) }),
    };
    const reply = await this.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const { position } = reply.body;
    if (typeof position === 'string' && (this.position === undefined || position > this.position)) {
      this.position = position;
    }
    return reply;
  }

  /** A query that knows all commands of this client so far. */
  async query(
    as: Role,
    path: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<Reply['body']> {
    const after = this.position === undefined ? {} : { after: this.position };
    const reply = await this.fetch(`${path}?${new URLSearchParams({ ...parameters, ...after }).toString()}`, {
      headers: { authorization: `Bearer ${this.token}.${as}` },
    });
    if (reply.status !== 200)
      throw new UnexpectedReply(`GET ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  private async fetch(
    path: string,
    init: { headers: Record<string, string>; method?: string; body?: string },
  ) {
    let last: unknown;
    for (let attempt = 1; attempt <= retries; attempt += 1) {
      const base = this.urls[this.next++ % this.urls.length] ?? '';
      try {
        const response = await fetch(base + path, { ...init, signal: AbortSignal.timeout(15_000) });
        const body = (await response.json()) as Reply['body'];
        if (response.status !== 503) return { status: response.status, body, headers: response.headers };
        last = body;
      } catch (error) {
        last = error;
      }
      await pause(Math.min(1000, 50 * attempt));
    }
    throw new UnexpectedReply(
      `${path}: no answer after ${retries} tries: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
    );
  }
}

/** Asks until it is so, as a person would look again; processes work a moment after the command. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new UnexpectedReply(`it never happened: ${what}`);
}

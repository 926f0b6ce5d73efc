import { randomUUID } from 'node:crypto';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Receipt } from '#deciding/receipt.js';
import { tokens } from './test-api.js';

/** A problem as tests look at it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly correlationId: string;
  readonly rules?: readonly string[];
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body of a problem. */
  json(): ProblemBody;
  /** The body of an accepted command. */
  receipt(): Receipt;
  /** Any other body. */
  content(): Readonly<Record<string, unknown>>;
}

export interface Sending {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';
}

/** Sends through the whole edge, without a socket; a string goes as it is, anything else as JSON. */
export async function send(
  app: NestFastifyApplication,
  url: string,
  body?: unknown,
  sending: Sending = {},
): Promise<Received> {
  const { token = tokens.admin, headers = {}, method = 'POST' } = sending;
  const all = {
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    ...(method === 'POST' ? { 'idempotency-key': randomUUID(), 'content-type': 'application/json' } : {}),
    ...headers,
  };
  const sent = Object.fromEntries(
    Object.entries<string | undefined>(all).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  const payload =
    typeof body === 'string' || Buffer.isBuffer(body) || body === undefined ? body : JSON.stringify(body);
  const answer = await app.inject({
    method,
    url,
    headers: sent,
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    json: () => JSON.parse(answer.body) as ProblemBody,
    receipt: () => JSON.parse(answer.body) as Receipt,
    content: () => JSON.parse(answer.body) as Record<string, unknown>,
  };
}

export const get = (app: NestFastifyApplication, url: string, sending: Sending = {}): Promise<Received> =>
  send(app, url, undefined, { method: 'GET', ...sending });

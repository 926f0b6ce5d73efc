import '../request/request-augmentation.js';
import { readdirSync } from 'node:fs';
import { type IncomingMessage, request as send } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fastifyOf, { type FastifyInstance } from 'fastify';
import { NotFound } from '#deciding/refusals.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { createLogger } from '#observability/logger.js';
import { readWhatIsAsked } from '#projecting/whole-list.js';
import { type ModelView } from '#projecting/model-state.js';
import { type QueryRouteDeclaration } from '../routes/query-route.js';
import { Exports } from './exports.js';

const route: QueryRouteDeclaration = {
  kind: 'query',
  path: 'things',
  operationId: 'listThings',
  summary: 'Things',
  roles: ['auditor'],
  answer: { type: 'object', properties: { n: { type: 'integer' }, name: { type: 'string' } } },
  list: true,
};
const lastReports = { PEARSON_VUE: '2020-03-01T09:00:00.000Z', CERTIPORT: null };
const view: ModelView = {
  sql: { query: () => Promise.resolve([]), script: () => Promise.resolve() },
  asOf: { position: '0000000000000007', time: '2020-03-01T10:00:00.000Z', lastReports },
  institutions: '*',
};
const name = 'x'.repeat(1000);

/** A list of so many rows; `before` is awaited before each batch. */
const listOf =
  (rows: number, before: (batch: number) => Promise<void> | void = () => undefined) =>
  (): Promise<object> =>
    readWhatIsAsked(view, async ({ batch }) => {
      const from = Number(batch?.cursor ?? 0);
      const to = Math.min(rows, from + (batch?.limit ?? 0));
      await before(from / (batch?.limit ?? 1));
      const items = Array.from({ length: to - from }, (_, n) => ({ n: from + n, name }));
      return { items, ...(to < rows ? { next: String(to) } : {}) };
    });

describe('an export over a socket', () => {
  let fastify: FastifyInstance;
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let list: () => Promise<object>;
  const log: string[] = [];

  beforeEach(async () => {
    log.length = 0;
    scratch = await scratchDirectory();
    const logger = createLogger({ level: 'warn', name: 'api', to: { write: (line) => void log.push(line) } });
    fastify = fastifyOf();
    fastify.decorateRequest('caller', undefined);
    fastify.addHook('onRequest', (request, _reply, done) => {
      const id = String(request.headers['caller']);
      request.caller = { id, kind: 'user', roles: ['auditor'], institutions: '*' };
      done();
    });
    fastify.decorate('exports', new Exports(logger, scratch.path));
    fastify.get<{ Querystring: { format: 'csv' | 'ndjson' } }>('/things', (request, reply) =>
      fastify.exports.answer({ route, format: request.query.format, request, reply }, list),
    );
    await fastify.listen({ port: 0 });
  });
  afterEach(async () => {
    await fastify.close();
    await scratch.remove();
  });

  const get = (format = 'csv', caller = 'somebody'): Promise<IncomingMessage> => {
    const { port } = fastify.server.address() as AddressInfo;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    send({ port, path: `/things?format=${format}`, headers: { caller }, agent: false }, resolve)
      .on('error', reject)
      .end();
    return promise;
  };

  it('has every row, says of which moment they are, and counts them at the end', async () => {
    list = listOf(2500);
    const answer = await get();
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="listThings.csv"',
      'ledger-position': '0000000000000007',
      'ledger-as-of': '2020-03-01T10:00:00.000Z',
      'ledger-last-reports': JSON.stringify(lastReports),
      trailer: 'ledger-rows',
    });
    const rows = parse<{ n: string }>(await text(answer), { columns: true });
    expect(rows.map(({ n }) => Number(n))).toStrictEqual(Array.from({ length: 2500 }, (_, n) => n));
    expect(answer.trailers).toStrictEqual({ 'ledger-rows': '2500' });
  });

  it('of nothing is a header, or no line at all', async () => {
    list = listOf(0);
    const answer = await get();
    expect([await text(answer), answer.trailers]).toStrictEqual(['n,name\r\n', { 'ledger-rows': '0' }]);
    expect(await text(await get('ndjson'))).toBe('');
  });

  it('of a list that is no read model’s is there as well', async () => {
    list = () => Promise.resolve({ items: [{ n: 1, name: 'a' }] });
    expect(await text(await get('ndjson'))).toBe('{"n":1,"name":"a"}\n');
  });

  it.each([
    ['refuses', () => NotFound()],
    ['pages by itself, past what can be exported', () => ({ items: [{ n: 1 }], next: '1' })],
  ])('of a list that %s is no file', async (_, answer) => {
    list = () => Promise.resolve(answer());
    expect((await get()).statusCode).toBe(500);
  });

  it('that fails before its first row is a problem like any other, however often', async () => {
    list = listOf(10, () => Promise.reject(new Error('no database')));
    for (let n = 0; n < 5; n += 1) expect(await text(await get())).toContain('no database');
  });

  it('that fails half-way breaks the connection and is logged', async () => {
    list = listOf(5000, (batch) => (batch < 2 ? undefined : Promise.reject(new Error('lost'))));
    const answer = await get('ndjson');
    expect(answer.statusCode).toBe(200);
    await expect(text(answer)).rejects.toThrow('aborted');
    expect(answer.complete).toBe(false);
    expect(log.join('')).toContain('an export broke off');
  });

  it('stops reading when its client has gone', async () => {
    const { promise: stopped, resolve } = Promise.withResolvers<number>();
    const asked = listOf(1e9, (batch) => new Promise((next) => setTimeout(next, batch === 0 ? 0 : 1)));
    list = () =>
      asked().catch((error: unknown) => {
        resolve(1);
        throw error;
      });
    (await get()).destroy();
    await stopped;
    expect(log).toStrictEqual([]);
  });

  it('is read from the database at once and kept on disk, without a name, for a client that is slow', async () => {
    const { promise: read, resolve } = Promise.withResolvers<undefined>();
    const asked = listOf(50_000);
    list = async () => {
      const last = await asked();
      resolve(undefined);
      return last;
    };
    const answer = await get('ndjson');
    // 50 MB, more than any socket holds, while the client has not read a byte.
    await read;
    expect(readdirSync(scratch.path)).toStrictEqual([]);
    expect((await buffer(answer)).filter((byte) => byte === 10)).toHaveLength(50_000);
  });

  it('of a client that reads nothing holds its caller’s places, and nobody else’s', async () => {
    list = listOf(50_000);
    const stopped = await Promise.all([get('ndjson', 'ann'), get('ndjson', 'ann')]);
    expect(await text(await get('ndjson', 'ann'))).toContain('as many exports under way');
    const others = ['bob', 'eve', 'joe', 'sue'].map(async (caller) => text(await get('csv', caller)));
    for (const rows of await Promise.all(others)) expect(rows.split('\n')).toHaveLength(50_002);
    await Promise.all(stopped.map((answer) => buffer(answer)));
    expect((await text(await get('csv', 'ann'))).split('\n')).toHaveLength(50_002);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { allEvents } from '#composition/all-events.js';
import { type Database, openDatabase } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { type Receipt } from '#deciding/receipt.js';
import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { projectors } from '#read-models/projectors.js';
import { type Received, type Sending, get, send } from './testing/requests.js';
import { type TestApi, startTestApi, tokens } from './testing/test-api.js';

let api: TestApi;
let database: Database;
let host: ProjectionHost;
const receipts: Receipt[] = [];

beforeAll(async () => {
  await prepareTemplate();
  database = await openDatabase({ directory: 'memory://' });
  const reads = await ModelReads.open(database, 300);
  api = await startTestApi({ replace: { readModels: { reads, ready: () => database.query('SELECT 1') } } });
  host = new ProjectionHost({ database, store: api.store, registry: allEvents, projectors, owner: 'test' });
  await host.start();
  const { institutionId: _, ...accreditation } = describeCommand(RecordAccreditation).example as Record<
    string,
    unknown
  >;
  for (let n = 0; n < 3; n += 1) {
    const { example } = describeCommand(RegisterInstitution);
    const registered = (await send(api.app, '/v1/institutions', example)).receipt();
    receipts.push(
      (await send(api.app, `/v1/institutions/${registered.id}/accreditation`, accreditation)).receipt(),
    );
  }
}, 60_000);

afterAll(async () => {
  await host.stop();
  await api.close();
  await database.close();
});

interface Listed {
  readonly items: readonly { readonly type: string; readonly thing: string; readonly position: string }[];
  readonly next?: string;
  readonly asOf: { readonly position: string };
}
const listed = (answer: Received): Listed => JSON.parse(answer.text) as Listed;
const last = () => receipts.at(-1)?.position ?? '';

/** Asks again while the model is not there yet, as a client does. */
async function ask(url: string, sending: Sending = {}): Promise<Received> {
  for (;;) {
    const answer = await get(api.app, url, sending);
    if (answer.status !== 503) return answer;
  }
}

describe('a query', () => {
  it('contains the command whose position it names', async () => {
    const answer = listed(await ask(`/v1/history?after=${last()}`));
    expect(answer.items.map(({ type }) => type)).toStrictEqual(
      Array(3).fill(['InstitutionRegistered', 'AccreditationConfirmed']).flat(),
    );
    expect(answer.asOf.position >= last()).toBe(true);
    expect(answer.next).toBeUndefined();
  });

  it('is told to come back when its position is not there in time', async () => {
    const position = last().replace(/^./, '9');
    const answer = await get(api.app, `/v1/history?after=${position}`);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json().code).toBe('not-yet-projected');
  });

  it('goes through a list page by page, each event once', async () => {
    const found: string[] = [];
    let url: string | undefined = `/v1/history?limit=4&sort=-position&after=${last()}`;
    let pages = 0;
    while (url !== undefined) {
      const answer: Received = await ask(url);
      found.push(...listed(answer).items.map(({ position }) => position));
      pages += 1;
      url = /^<(.*)>; rel="next"$/.exec(String(answer.headers['link']))?.[1];
    }
    expect(pages).toBe(2);
    expect(found).toHaveLength(6);
    expect(found).toStrictEqual([...new Set(found)].sort().reverse());
  });

  it('takes a list in the query string, also of one', async () => {
    const one = listed(await ask(`/v1/history?types=AccreditationConfirmed&after=${last()}`));
    expect(one.items).toHaveLength(3);
    const two = listed(await ask(`/v1/history?types=AccreditationConfirmed&types=InstitutionRegistered`));
    expect(two.items).toHaveLength(6);
  });

  it('answers a whole list as a file, from the position on that it is asked for', async () => {
    const pages = listed(await ask(`/v1/history?after=${last()}`));
    const file = await ask(`/v1/history?format=ndjson&after=${last()}`);
    expect(file.headers['content-type']).toBe('application/x-ndjson');
    expect(file.headers['ledger-position']).toBe(pages.asOf.position);
    const lines = file.text.split('\n').filter((line) => line !== '');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toStrictEqual(pages.items);
    const csv = await ask(`/v1/history?format=csv&types=AccreditationConfirmed&sort=-position`);
    const rows = parse<{ readonly position: string; readonly type: string }>(csv.text, { columns: true });
    const confirmed = pages.items.filter(({ type }) => type === 'AccreditationConfirmed').toReversed();
    expect(rows.map(({ position }) => position)).toStrictEqual(confirmed.map(({ position }) => position));
  });

  it('exports nothing of another institution, and nothing to a role that may not ask', async () => {
    const scoped = await ask(`/v1/history?format=ndjson&after=${last()}`, { token: tokens.scoped });
    expect([scoped.status, scoped.text]).toStrictEqual([200, '']);
    const refused = await get(api.app, '/v1/history?format=csv', { token: tokens.candidate });
    expect(refused.json().code).toBe('role-required');
  });

  it('answers a problem when the file cannot begin', async () => {
    const answer = await get(api.app, `/v1/history?format=csv&after=${last().replace(/^./, '9')}`);
    expect([answer.status, answer.json().code]).toStrictEqual([503, 'not-yet-projected']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('shows nothing of another institution', async () => {
    const answer = listed(await ask(`/v1/history?after=${last()}`, { token: tokens.scoped }));
    expect(answer.items).toStrictEqual([]);
  });

  it('does not find what is not there', async () => {
    for (const url of [
      '/v1/orders/ord_hbhstwmeb7x3yyxbaa4a7w0000',
      '/v1/codes/cod_00000000000000000000000001',
    ]) {
      const answer = await ask(url);
      expect(answer.status).toBe(404);
      expect(answer.json().code).toBe('not-found');
    }
  });

  it('is refused to a role that may not ask', async () => {
    const answer = await get(api.app, '/v1/history', { token: tokens.candidate });
    expect(answer.status).toBe(403);
    expect(answer.json().code).toBe('role-required');
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=501', '/limit'],
    ['limit=ten', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['format=xlsx', '/format'],
    ['format=csv&limit=5', '/limit'],
    ['cursor=!', '/cursor'],
    ['cursor=bm9uZQ', '/cursor'],
    ['after=%27%3B--', '/after'],
    ['after=garbage', '/after'],
    ['after=17', '/after'],
    ['sort=occurredAt', '/sort'],
    ['withOrigins=perhaps', '/withOrigins'],
    ['recordedFrom=2019-02-30T00:00:00Z', '/recordedFrom'],
    ['page=2', '/page'],
    ['__proto__=x', '/__proto__'],
    ['constructor=x', '/constructor'],
  ])('has the parameter %s', async (query, pointer) => {
    const answer = await get(api.app, `/v1/history?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'query-invalid', errors: [{ pointer }] });
  });

  it('takes no cursor of another query, nor of another order', async () => {
    const { next = '' } = listed(await ask(`/v1/history?limit=1&after=${last()}`));
    for (const url of [`/v1/orders?cursor=${next}`, `/v1/history?sort=-position&cursor=${next}`]) {
      expect((await ask(url)).json()).toMatchObject({
        code: 'query-invalid',
        errors: [{ pointer: '/cursor' }],
      });
    }
  });
});

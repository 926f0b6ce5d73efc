import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEvents } from '#composition/all-events.js';
import { type Database, openDatabase } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { rebuildProjection } from '#projecting/commands.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { HistoryProjector } from '#read-models/history/projector.js';
import { codeId, entitlementId, orderId } from '#read-models/testing/ledger-events.js';
import { grant, issue, place } from '#read-models/testing/orders.js';
import { get, send, type Received } from './testing/requests.js';
import { type TestApi, startTestApi, tokens } from './testing/test-api.js';

const lastReports = { PEARSON_VUE: '2020-03-01T09:00:00.000Z', CERTIPORT: null };

describe('as of, as known on', () => {
  let api: TestApi;
  let database: Database;
  let host: ProjectionHost;
  let institutionId: string;

  beforeAll(async () => {
    await prepareTemplate();
    database = await openDatabase({ directory: 'memory://' });
    const reads = await ModelReads.open(database, 30_000, () => Promise.resolve(lastReports));
    api = await startTestApi({ replace: { readModels: { reads, ready: () => database.query('SELECT 1') } } });
    const projectors = [new HistoryProjector()];
    host = new ProjectionHost({ database, store: api.store, registry: allEvents, projectors, owner: 'test' });
    await host.start();
    const { example } = describeCommand(RegisterInstitution);
    institutionId = (await send(api.app, '/v1/institutions', example)).receipt().id;
    await place(api.store, 1, '2020-03-01T10:00:00.000Z', { institutionId });
    await grant(api.store, 1, 3, { institutionId });
    await issue(api.store, 1, 1, 1, { institutionId });
  }, 60_000);
  afterAll(async () => {
    await host.stop();
    await api.close();
    await database.close();
  });

  const generation = async (): Promise<number> => {
    const live = `SELECT generation FROM projecting.generation WHERE model = 'history' AND phase = 'live'`;
    const [row] = await database.query<{ readonly generation: number }>(live);
    return row?.generation ?? 0;
  };

  const at = '2020-03-10T00:00:00Z';
  const things = () =>
    [
      [`codes/${codeId(1)}`, { codeId: codeId(1), status: 'ISSUED' }, ['CodeIssued']],
      [`orders/${orderId(1)}`, { orderId: orderId(1), status: 'PLACED' }, ['OrderPlaced']],
      [`entitlements/${entitlementId(1)}`, { term: 'RUNNING', capacity: 3 }, ['EntitlementGranted']],
    ] as const;

  it('answers the state, both times in full, and the events that it rests on', async () => {
    for (const [path, state, types] of things()) {
      const head = await api.store.head();
      const {
        at: judged,
        state: told,
        rests,
        asOf,
      } = content(await get(api.app, `/v1/as-of/${path}?at=${at}`));
      expect(judged).toBe('2020-03-10T00:00:00.000Z');
      expect(told).toMatchObject(state);
      expect(asOf).toMatchObject({ position: head, lastReports });
      expect(rests.map(({ type }) => type)).toStrictEqual(types);
    }
  });

  it('answers a whole institution, with what each of its streams contributed', async () => {
    const answer = content(await get(api.app, `/v1/as-of/institutions/${institutionId}`));
    expect(answer.state).toMatchObject({
      institutionId,
      orders: [{ orderId: orderId(1) }],
      entitlements: [{ entitlementId: entitlementId(1) }],
      units: { capacity: 3 },
    });
    expect(answer.state.streams).toHaveLength(3);
    expect(answer.asOf).toMatchObject({ position: await api.store.head(), lastReports });
  });

  it('knows nothing of what was not yet recorded', async () => {
    for (const [path] of things()) {
      const answer = await get(api.app, `/v1/as-of/${path}?at=${at}&knownAt=2020-02-01T00:00:00Z`);
      expect(answer.json().code).toBe('not-found');
    }
  });

  it('E64 does not tell what will be known later', async () => {
    const answer = await get(api.app, `/v1/as-of/codes/${codeId(1)}?knownAt=2999-01-01T00:00:00Z`);
    expect(answer.json()).toMatchObject({ code: 'not-yet-known', status: 422 });
  });

  it('prints a statement that is the same again, also when the read models were built anew', async () => {
    const days = 'from=2020-03-01&to=2020-03-31&knownAt=2020-06-01T00:00:00Z';
    const unknown = await get(api.app, `/v1/statements/${institutionId}?${days}`);
    // The institution was registered today: it was not known then.
    expect(unknown.json().code).toBe('not-found');
    const knownAt = new Date().toISOString();
    const address = `/v1/statements/${institutionId}?from=2020-03-01&to=2020-03-31&knownAt=${knownAt}`;
    const json = await get(api.app, address);
    expect(json.content()).toMatchObject({ institutionId, knownAt, closing: { capacity: 3 }, addsUp: true });
    const print = address.replace('?', '/pdf?');
    const pdf = await get(api.app, print);
    // Beside the bytes, not in them: they are the same whenever they are asked for.
    for (const { headers, text } of [json, pdf]) {
      expect(headers).toMatchObject({
        'ledger-position': await api.store.head(),
        'ledger-as-of': expect.stringMatching(/^20/) as unknown,
        'ledger-last-reports': JSON.stringify(lastReports),
      });
      expect(text).not.toContain('lastReports');
    }
    expect(pdf.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
    await rebuildProjection(database, 'history');
    while ((await generation()) < 2) await setTimeout(50);
    expect((await get(api.app, address)).text).toBe(json.text);
    expect((await get(api.app, print)).text).toBe(pdf.text);
  });

  it('E13 begins a statement on the first day that is taken, and ends it on the last', async () => {
    const answer = await get(api.app, `/v1/statements/${institutionId}?from=1900-01-01&to=2999-12-31`);
    expect(answer.content()).toMatchObject({
      opening: { capacity: 0 },
      closing: { capacity: 3 },
      addsUp: true,
    });
  });

  it('has no statement of days in the wrong order, or of another institution', async () => {
    const address = `/v1/statements/${institutionId}`;
    const wrong = await get(api.app, `${address}?from=2020-03-02&to=2020-03-01`);
    expect(wrong.json().code).toBe('period-ends-before-it-begins');
    for (const path of [address, `${address}/pdf`]) {
      const scoped = await get(api.app, `${path}?from=2020-03-01&to=2020-03-02`, { token: tokens.scoped });
      expect(scoped.json().code).toBe('not-found');
    }
  });

  it('shows nothing of another institution, nor to another role', async () => {
    for (const path of [...things().map(([each]) => each), `institutions/${institutionId}`]) {
      const scoped = await get(api.app, `/v1/as-of/${path}`, { token: tokens.scoped });
      expect(scoped.json().code).toBe('not-found');
      const candidate = await get(api.app, `/v1/as-of/${path}`, { token: tokens.candidate });
      expect(candidate.json().code).toBe('role-required');
    }
  });
});

interface Told {
  readonly at: string;
  readonly asOf: object;
  readonly state: { readonly streams: readonly object[] };
  readonly rests: readonly { readonly type: string }[];
}
const content = (answer: Received): Told => JSON.parse(answer.text) as Told;

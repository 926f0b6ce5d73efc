import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callersOf } from '#access/callers.js';
import { hashOfToken } from '#access/bearer-token.js';
import { grantableRoles } from '#access/token-file.js';
import { allEvents } from '#composition/all-events.js';
import { type Database, openDatabase } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { exampleOfNeeds } from '#planning/contracts/compare-needs.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { projectionOperations } from '#projecting/operations.js';
import { projectors } from '#read-models/projectors.js';
import { controllersFor } from './controllers/controllers.js';
import { type QueryRouteDeclaration } from './routes/query-route.js';
import { routesOf } from './routes/route-registry.js';
import { type Received, get, send } from './testing/requests.js';
import { addressOf, addRows, MARK } from './testing/tenant-rows.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

const owner = 'ins_00000000000000000000000001';
const stranger = 'ins_00000000000000000000000002';

/** Every query there is: a new one is tried without being named here. */
const queries = controllersFor('development')
  .flatMap(routesOf)
  .filter((route): route is QueryRouteDeclaration => route.kind === 'query');

const tokenFor = (institution: string) => ({
  sha256: hashOfToken(`led_${institution}`),
  kind: 'user',
  id: `user-${institution}`,
  roles: grantableRoles,
  institutions: [institution],
});

let api: TestApi;
let database: Database;
let host: ProjectionHost;

const ask = (query: QueryRouteDeclaration, institution: string): Promise<Received> =>
  get(api.app, addressOf(query), { token: `led_${institution}` });

beforeAll(async () => {
  await prepareTemplate();
  database = await openDatabase({ directory: 'memory://' });
  const reads = await ModelReads.open(database, 30_000);
  api = await startTestApi({
    replace: {
      readModels: { reads, ready: () => Promise.resolve() },
      operations: {
        get projections() {
          return projectionOperations({ database, store: api.store, registry: allEvents }, projectors);
        },
        processes: () => Promise.resolve([]),
      },
      callers: callersOf([
        tokenFor(owner),
        tokenFor(stranger),
        { ...tokenFor('everybody'), institutions: ['*'] },
      ]),
    },
  });
  host = new ProjectionHost({ database, store: api.store, registry: allEvents, projectors, owner: 'test' });
  await host.start();
  const { example } = describeCommand(RegisterInstitution);
  const { position: after } = (
    await send(api.app, '/v1/institutions', example, { token: 'led_everybody' })
  ).receipt();
  for (const projector of projectors) {
    await reads.ask(projector, { institutions: '*', after }, () => Promise.resolve());
    const [live] = await database.query<{ readonly schema: string }>(
      "SELECT schema FROM projecting.generation WHERE model = $1 AND phase = 'live'",
      [projector.name],
    );
    await addRows(database, live?.schema ?? '', projector, owner, queries);
  }
}, 90_000);

afterAll(async () => {
  await host.stop();
  await api.close();
  await database.close();
});

describe('what belongs to an institution', () => {
  it.each(queries.map((query) => [query.path, query] as const))(
    'is shown to nobody else at %s',
    async (_, query) => {
      const { status, text } = await ask(query, stranger);
      expect(text.replaceAll(addressOf(query), '')).not.toContain(MARK);
      expect(text).not.toContain(owner);
      expect([200, 404]).toContain(status);
      if (status === 200 && query.list === true) expect(JSON.parse(text)).toMatchObject({ items: [] });
    },
  );

  it('is shown to it where the models have rows of it: the ones above were there to be seen', async () => {
    const shown: string[] = [];
    for (const query of queries) {
      const { text } = await ask(query, owner);
      if (text.includes(owner) || text.includes(MARK)) shown.push(query.path);
    }
    expect(shown).toEqual(
      expect.arrayContaining([
        'codes',
        'codes/:codeId',
        'orders',
        'orders/:orderId',
        'history',
        'site-packs',
      ]),
    );
  });

  it('is counted for nobody else in an estimate of needs', async () => {
    const { example } = describeCommand(RegisterInstitution);
    const { id } = (await send(api.app, '/v1/institutions', example, { token: 'led_everybody' })).receipt();
    const ask = async (institutionId: string, token: string) =>
      (
        await send(
          api.app,
          '/v1/needs',
          { ...exampleOfNeeds, institutionId },
          { token, headers: { 'idempotency-key': undefined } },
        )
      ).status;
    expect(await ask(id, 'led_everybody')).toBe(200);
    expect(await ask(id, `led_${stranger}`)).toBe(404);
  });
});

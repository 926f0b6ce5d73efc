import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantableRoles } from '#access/token-file.js';
import { callersOf } from '#access/callers.js';
import { hashOfToken } from '#access/bearer-token.js';
import { allEvents } from '#composition/all-events.js';
import { migrations } from '#composition/migrations.js';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { checkpoints } from '#processing/checkpoints.js';
import { processesProgress } from '#processing/status.js';
import { ProjectionHost } from '#projecting/host.js';
import { projectionOperations } from '#projecting/operations.js';
import { type ProjectionStatus } from '#projecting/status.js';
import { eventually } from '#projecting/testing/eventually.js';
import { projectors } from '#read-models/projectors.js';
import { get, send } from './testing/requests.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

const home = '/v1/operations/projections';
const operator = { token: 'led_operator' };
let api: TestApi;
let database: Database;
let host: ProjectionHost;
const model = 'order-board';

beforeAll(async () => {
  await prepareTemplate();
  database = await openDatabase({ directory: 'memory://' });
  await migrate(database, migrations);
  const entry = (token: string, roles: typeof grantableRoles) => ({
    ...{ sha256: hashOfToken(token), kind: 'user', id: token, roles, institutions: ['*'] },
  });
  const others = grantableRoles.filter((role) => role !== 'operator');
  const replace = {
    callers: callersOf([
      entry('led_admin', grantableRoles),
      entry('led_operator', ['operator']),
      entry('led_others', others),
    ]),
    operations: {
      get projections() {
        return projectionOperations({ database, store: api.store, registry: allEvents }, projectors);
      },
      processes: () => processesProgress(database, '2026-06-01T00:00:00Z'),
    },
  };
  api = await startTestApi({ replace });
  await send(api.app, '/v1/institutions', describeCommand(RegisterInstitution).example);
  host = new ProjectionHost({ database, store: api.store, registry: allEvents, projectors, owner: 'test' });
  await host.start();
}, 60_000);

afterAll(async () => {
  await host.stop();
  await api.close();
  await database.close();
});

const statusOf = async (name: string): Promise<ProjectionStatus | undefined> => {
  const answer = await get(api.app, home, operator);
  return (answer.content()['items'] as readonly ProjectionStatus[]).find((each) => each.model === name);
};
const isLive = (generation: number) => async (): Promise<true | undefined> => {
  const generations = (await statusOf(model))?.generations ?? [];
  return generations.some((each) => each.state === 'live' && each.generation === generation) || undefined;
};
const operate = (path: string, sending = operator) =>
  send(api.app, `${home}/${path}`, undefined, { ...sending, headers: { 'content-type': undefined } });

describe('operations over HTTP', () => {
  it('pauses, resumes, rebuilds, verifies and goes back', async () => {
    await eventually(isLive(1));
    expect((await operate(`${model}/rollback`)).json()).toMatchObject({
      status: 409,
      code: 'operation-not-possible',
    });
    expect((await operate(`${model}/pause`)).content()).toStrictEqual({ model });
    expect(await statusOf(model)).toMatchObject({ paused: true });
    expect((await operate(`${model}/resume`)).status).toBe(200);
    expect((await operate(`${model}/rebuild`)).status).toBe(200);
    await eventually(isLive(2));
    expect((await operate(`${model}/verify`)).content()).toMatchObject({ model, equal: true });
    expect((await operate(`${model}/rollback`)).status).toBe(200);
    await eventually(isLive(1));
  });

  it('knows parked streams, processes, and what there is not', async () => {
    await checkpoints.save(database, 'expiring', '42');
    expect((await get(api.app, `${home}/${model}/parked`, operator)).content()).toStrictEqual({ items: [] });
    const notParked = [
      await get(api.app, `${home}/${model}/parked/order-1`, operator),
      await operate(`${model}/parked/order-1/retry`),
      await operate(`${model}/parked/order-1/skip`),
    ];
    for (const answer of notParked)
      expect(answer.json()).toMatchObject({ status: 404, code: 'stream-not-parked' });
    expect((await get(api.app, '/v1/operations/processes', operator)).content()).toStrictEqual({
      items: [{ process: 'expiring', position: '42', timersSet: 0, timersDue: 0 }],
    });
  });

  it('says which projections there are where one is unknown, and does not repeat its name', async () => {
    const unknown = await Promise.all([
      ...['pause', 'resume', 'rebuild', 'rollback', 'verify', 'parked/order-1/retry'].map((each) =>
        operate(`swordfish/${each}`),
      ),
      get(api.app, `${home}/swordfish/parked`, operator),
    ]);
    const detail = `There are ${projectors.map(({ name }) => name).join(', ')}.`;
    for (const answer of unknown) {
      expect(answer.json()).toMatchObject({ status: 404, code: 'projection-unknown', detail });
      expect(answer.text.replace(/"instance":"[^"]*"/, '')).not.toContain('swordfish');
    }
  });

  it('is for operators alone, and takes no body', async () => {
    const before = await api.store.head();
    const others = { token: 'led_others' };
    for (const each of ['pause', 'resume', 'rebuild', 'rollback', 'verify', 'parked/order-1/skip'])
      expect((await operate(`${model}/${each}`, others)).status).toBe(403);
    for (const each of [
      home,
      ...['', '/order-1'].map((one) => `${home}/${model}/parked${one}`),
      '/v1/operations/processes',
    ])
      expect((await get(api.app, each, others)).status).toBe(403);
    expect((await send(api.app, `${home}/${model}/pause`, { now: true }, operator)).status).toBe(400);
    expect((await operate(`${model}/pause?now=true`)).status).toBe(400);
    expect(await api.store.head()).toBe(before);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModelBehind } from '#projecting/failures.js';
import { type ModelReads } from '#projecting/model-reads.js';
import { exampleOfEstimate } from '#planning/contracts/estimate-voucher-need.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { controllersFor } from './controllers/controllers.js';
import { type QueryRouteDeclaration } from './routes/query-route.js';
import { type QuestionRouteDeclaration } from './routes/question-route.js';
import { routesOf } from './routes/route-registry.js';
import { get, type Received, send } from './testing/requests.js';
import { addressOf } from './testing/tenant-rows.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

type Asking = QueryRouteDeclaration | QuestionRouteDeclaration;

const asking = controllersFor('development')
  .flatMap(routesOf)
  .filter((route): route is Asking => route.kind === 'query' || route.kind === 'question');

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly $ref?: string }[];
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

let api: TestApi;
let written = '';
/** What the read models were asked after; they are never there in time. */
const askedAfter: (string | undefined)[] = [];
const behind = (model: { readonly name: string }, { after }: { readonly after?: string | undefined }) => {
  askedAfter.push(after);
  return Promise.reject(new ModelBehind(model.name, 1, 'behind'));
};

const ask = (route: Asking, after: string, token?: string): Promise<Received> => {
  const as = token === undefined ? {} : { token };
  if (route.kind === 'query') return get(api.app, `${addressOf(route)}&after=${after}`, as);
  const headers = { 'idempotency-key': undefined };
  return send(api.app, `/v1/${route.path}?after=${after}`, route.example, { headers, ...as });
};

beforeAll(async () => {
  api = await startTestApi({
    config: { queryWaitMs: 1500 },
    replace: {
      readModels: {
        reads: { ask: behind, find: behind } as unknown as ModelReads,
        ready: () => Promise.resolve(),
      },
    },
  });
  const { example } = describeCommand(RegisterInstitution);
  written = (await send(api.app, '/v1/institutions', example)).receipt().position ?? '';
});
afterAll(() => api.close());

describe('a query after a position', () => {
  it('is every one in the OpenAPI document: what records nothing takes it', async () => {
    const { paths } = (await get(api.app, '/openapi.json', { token: '' })).content() as { paths: Paths };
    const taking = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { parameters = [] }]) =>
        parameters.some(({ name }) => name === 'after') ? [`${method} ${path}`] : [],
      ),
    );
    const reading = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).includes('get') ? [`get ${path}`] : [],
    );
    expect(taking).toEqual(expect.arrayContaining([...reading, 'post /v1/voucher-need', 'post /v1/needs']));
    expect(taking).toHaveLength(asking.length);
  });

  it('waits for the log, bounded, whatever answers it, and is then told when to ask again', async () => {
    const ahead = String(Number(written) + 1000).padStart(written.length, '0');
    const before = performance.now();
    const answers = await Promise.all(
      asking.map(async (route) => ({ route: route.path, answer: await ask(route, ahead) })),
    );
    expect(performance.now() - before).toBeLessThan(4500);
    const others = answers.filter(
      ({ answer: { status, headers, text } }) =>
        status !== 503 || headers['retry-after'] !== '1' || !text.includes('not-yet-projected'),
    );
    expect(others.map(({ route, answer: { status, text } }) => ({ route, status, text }))).toStrictEqual([]);
    expect(askedAfter).toStrictEqual([]);
  }, 20_000);

  it('is answered as soon as the log has come there', async () => {
    const { example } = describeCommand(RegisterInstitution);
    const next = String(Number(written) + 1).padStart(written.length, '0');
    const answer = ask(asking.find(({ path }) => path === 'clock') as Asking, next);
    const { position } = (await send(api.app, '/v1/institutions', example)).receipt();
    expect(position).toBe(next);
    expect((await answer).status).toBe(200);
  });

  it('asks every model that it rests on after that position', async () => {
    const careless: string[] = [];
    for (const route of asking) {
      askedAfter.length = 0;
      const { status } = await ask(route, written);
      const isOfModel = route.kind === 'query' && route.list === true && !route.path.startsWith('what-if');
      if (isOfModel && (status !== 503 || askedAfter.length === 0)) careless.push(`${route.path} ${status}`);
      if (askedAfter.some((after) => after === undefined || after < written)) careless.push(route.path);
    }
    expect(careless).toStrictEqual([]);
  });

  it('waits for nobody who may not ask, and not for what no log can have given', async () => {
    const ahead = '9'.repeat(16);
    const inbox = asking.find(({ path }) => path === 'cases') as Asking;
    const before = performance.now();
    expect((await ask(inbox, ahead, 'led_candidate')).status).toBe(403);
    expect((await ask(inbox, ahead, '')).status).toBe(401);
    expect((await ask(inbox, 'soon')).json()).toMatchObject({ errors: [{ pointer: '/after' }] });
    const body = { headers: { 'idempotency-key': undefined } };
    const question = await send(api.app, '/v1/voucher-need?after=soon', exampleOfEstimate, body);
    expect(question.json()).toMatchObject({ errors: [{ pointer: '/after' }] });
    expect(performance.now() - before).toBeLessThan(4000);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { type CommandClass, declaredCommands, describeCommand } from '#messages/command.js';
import { declaredRefusals } from '#kernel/refusal.js';
import { violationsOf } from '#messages/validate.js';
import { controllersFor } from './controllers/controllers.js';
import { csvColumns } from './exports/csv.js';
import { openApiDocument } from './openapi/document.js';
import { declaredProblems } from './problems/problem.js';
import { type CommandRouteDeclaration } from './routes/command-route.js';
import { routesOf } from './routes/route-registry.js';
import { signposts } from './public/signposts.js';
import { RouteTable } from './edge/route-table.js';
import { noReadModels } from './testing/no-read-models.js';
import { get, send } from './testing/requests.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const routes = controllersFor('development').flatMap(routesOf);
const commandRoutes = routes.filter((route): route is CommandRouteDeclaration => route.kind === 'command');
const isForPeople = (command: CommandClass) =>
  describeCommand(command).roles.some((role) => role !== 'system');

describe('every command', () => {
  it.each(declaredCommands().map((command) => [command.name, command] as const))(
    '%s has one route, unless only processes send it; its example is valid',
    (_, command) => {
      expect(commandRoutes.filter((route) => route.command === command)).toHaveLength(
        isForPeople(command) ? 1 : 0,
      );
      expect(violationsOf(command, describeCommand(command).example)).toStrictEqual([]);
    },
  );

  it('names in its path only fields that it has', () => {
    for (const { path, command } of commandRoutes) {
      for (const name of path.match(/(?<=:)\w+/g) ?? []) {
        expect({
          command: command.name,
          fields: Object.keys(describeCommand(command).example),
        }).toMatchObject({
          fields: expect.arrayContaining([name]) as never,
        });
      }
    }
  });
});

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1 and names every route once', async () => {
    const answer = await get(api.app, '/openapi.json', { token: '' });
    const document = JSON.parse(answer.text) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toMatchObject({ valid: true });
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('describes every list as a page and as a file, with the columns of the file', () => {
    const { paths } = openApiDocument(controllersFor('development'), 'https://ledger.example');
    for (const route of routes.flatMap((each) =>
      each.kind === 'query' && each.list === true ? [each] : [],
    )) {
      const operation = paths[`/v1/${route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`]?.['get'];
      expect(operation).toMatchObject({
        responses: { 200: { content: { 'text/csv': {}, 'application/x-ndjson': {} } } },
      });
      expect({ route: route.path, columns: csvColumns(route.answer) }).not.toMatchObject({ columns: [] });
    }
  });

  it('shows each command’s example as it is sent: address and body together are the whole', () => {
    const { paths } = openApiDocument(controllersFor('development'), 'https://ledger.example');
    for (const route of routes.flatMap((each) => (each.kind === 'command' ? [each] : []))) {
      const path = `/v1/${route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`;
      const { parameters, requestBody } = paths[path]?.['post'] as {
        readonly parameters: readonly {
          readonly name?: string;
          readonly in?: string;
          readonly example?: unknown;
        }[];
        readonly requestBody: {
          readonly content: { readonly 'application/json': { readonly example: object } };
        };
      };
      const address: Record<string, unknown> = {};
      for (const each of parameters) if (each.in === 'path') address[each.name ?? ''] = each.example;
      const sent: object = { ...requestBody.content['application/json'].example, ...address };
      expect({ path, sent }).toStrictEqual({ path, sent: describeCommand(route.command).example });
    }
  });

  it('holds the limits that the validator enforces', () => {
    const { paths } = openApiDocument(controllersFor('development'), 'https://ledger.example');
    expect(paths['/v1/orders']?.['post']).toMatchObject({
      requestBody: {
        content: {
          'application/json': {
            schema: {
              additionalProperties: false,
              properties: { lines: { maxItems: 100, items: { properties: { packs: { minimum: 1 } } } } },
            },
          },
        },
      },
    });
  });

  it('has no address that moves the clock in production', async () => {
    const { paths } = openApiDocument(controllersFor('production'), 'https://ledger.example');
    expect(Object.keys(paths).filter((path) => path.includes('development'))).toStrictEqual([]);
    const production = await startTestApi({ config: { mode: 'production' } });
    expect(
      (await send(production.app, '/v1/development/clock', { now: '2036-01-01T00:00:00Z' })).status,
    ).toBe(404);
    await production.close();
  });
});

describe('without a token', () => {
  const pathOf = (path: string) => `/v1/${path.replaceAll(/:\w+/g, 'x')}`;

  it.each(routes.map((route) => [route.kind === 'query' ? 'GET' : 'POST', pathOf(route.path)] as const))(
    '%s %s answers 401 with a challenge',
    async (method, url) => {
      const answer = await send(api.app, url, method === 'POST' ? {} : undefined, { method, token: '' });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="ledger"');
      expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
    },
  );

  it('an unknown one is told so', async () => {
    const answer = await get(api.app, '/v1/clock', { token: 'led_unknown' });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="ledger", error="invalid_token"');
  });

  it.each(['/livez', '/readyz', '/metrics', '/docs', '/openapi.json', '/problems', '/problems/internal'])(
    '%s is open',
    async (url) => {
      expect((await get(api.app, url, { token: '' })).status).toBe(200);
    },
  );

  it('nothing else is open', () => {
    const others = api.app.get(RouteTable).addresses.filter((path) => !path.startsWith('/v1/'));
    expect(others).toStrictEqual(
      [
        ...['/', '/docs', '/livez', '/metrics', '/openapi.json', '/problems', '/problems/:code', '/readyz'],
        ...signposts.map(({ path }) => path),
      ].sort(),
    );
  });
});

describe('the documentation', () => {
  it('is where the bare address leads', async () => {
    const answer = await get(api.app, '/', { token: '' });
    expect([answer.status, answer.headers['location']]).toStrictEqual([302, '/docs']);
  });

  it('describes every refusal and every problem of the edge', async () => {
    const list = (await get(api.app, '/problems', { token: '' })).text;
    for (const { code } of [...declaredRefusals(), ...declaredProblems()]) {
      expect(list).toContain(`href="/problems/${code}"`);
      const page = await get(api.app, `/problems/${code}`, { token: '' });
      expect(page.status).toBe(200);
      expect(page.text).toMatch(/<dt>What to do<\/dt>\s*<dd>\w/);
    }
    expect((await get(api.app, '/problems/no-such', { token: '' })).status).toBe(404);
  });

  it('needs no script and nothing from elsewhere', async () => {
    const answer = await get(api.app, '/docs', { token: '' });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.text).not.toMatch(/<script|src=|@import|url\(/);
    expect(answer.text).toContain('/v1/orders/{orderId}/process');
  });
});

describe('operations', () => {
  it('counts requests by route pattern, never by id', async () => {
    await send(api.app, '/v1/orders/ord_hbhstwmeb7x3yyxbaa4a7w0000/amend', {});
    const { text } = await get(api.app, '/metrics', { token: '' });
    expect(text).toContain('route="/v1/orders/:orderId/amend"');
    expect(text).toContain('ledger_problems_total{code="body-invalid"}');
    expect(text).not.toContain('hbhstwmeb7x3yyxbaa4a7w0000');
  });

  it('logs correlation id and pattern, and neither ids nor bodies nor tokens', async () => {
    const headers = { 'x-correlation-id': 'find-me' };
    await send(
      api.app,
      '/v1/orders/ord_hbhstwmeb7x3yyxbaa4a7w0001/amend?secret=swordfish',
      { code: 'SWORDFISH' },
      { headers },
    );
    const line = api.log.find((each) => each.includes('find-me')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      route: '/v1/orders/:orderId/amend',
      status: 400,
      method: 'POST',
      actor: 'admin',
    });
    const all = api.log.join('').toLowerCase();
    for (const secret of ['swordfish', 'led_admin', 'hbhstwmeb7x3yyxbaa4a7w0001'])
      expect(all).not.toContain(secret);
  });

  it('is not ready while it stops, nor without its event store or its read models', async () => {
    const failing = Object.assign(Object.create(noReadModels) as typeof noReadModels, {
      ready: () => Promise.reject(new Error('down')),
    });
    const sick = await startTestApi({ replace: { readModels: failing } });
    expect((await get(sick.app, '/readyz', { token: '' })).content()).toMatchObject({
      ready: false,
      checks: { readModels: 'failing', eventStore: 'ok', process: 'ok' },
    });
    sick.stopping.begin();
    const answer = await get(sick.app, '/readyz', { token: '' });
    expect(answer.status).toBe(503);
    expect(answer.headers['connection']).toBe('close');
    expect(answer.content()).toMatchObject({ checks: { process: 'failing' } });
    await sick.close();
  });
});

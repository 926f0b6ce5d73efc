import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Position } from '#event-store/port.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { AmendOrder } from '#ordering/contracts/order-commands.js';
import { expectProblem } from './testing/expect-problem.js';
import { type Sending, send } from './testing/requests.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

let api: TestApi;
let before: Position | undefined;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

// What every test of this file proves beside its title: nothing was left in the log.
beforeEach(async () => {
  before = await api.store.head();
});
afterEach(async () => {
  expect(await api.store.head()).toBe(before);
});

const { example: institution } = describeCommand(RegisterInstitution);
const { orderId: _, ...amendment } = describeCommand(AmendOrder).example as Record<string, unknown>;
const id = 'ins_00000000000000000000000000';
const post = (body: unknown, sending?: Sending, url = '/v1/institutions') =>
  send(api.app, url, body, sending);

describe('the address', () => {
  it('names another thing than the body', async () => {
    const body = { ...amendment, orderId: 'ord_hbhstwmeb7x3yyxbaa4a7w0001' };
    const answer = await post(body, {}, '/v1/orders/ord_hbhstwmeb7x3yyxbaa4a7w0000/amend');
    expectProblem(answer, 400, 'address-mismatch', '/orderId');
  });

  it('names a thing of another kind', async () => {
    expectProblem(await post(amendment, {}, `/v1/orders/${id}/amend`), 400, 'body-invalid', '/orderId');
  });

  it('names nothing that exists', async () => {
    const answer = await post(amendment, {}, '/v1/orders/ord_hbhstwmeb7x3yyxbaa4a7w0000/amend');
    expect(answer.status).toBe(404);
  });

  it.each(['?dryRun=yes', '?dryRun=true&dryRun=false', '?dryrun=true', '?after=3'])(
    'has the query %s',
    async (query) => {
      expectProblem(await post(institution, {}, `/v1/institutions${query}`), 400, 'query-invalid');
    },
  );

  it('is malformed', async () => {
    expectProblem(await post(institution, {}, '/v1/orders/%E0%A4%A/amend'), 400, 'bad-request');
  });

  it('has a part that is too long', async () => {
    expectProblem(
      await post(institution, {}, `/v1/orders/${'x'.repeat(300)}/amend`),
      414,
      'address-too-long',
    );
  });

  it('is unknown', async () => {
    expectProblem(await post(institution, {}, '/v1/institution'), 404, 'route-unknown');
  });

  it('does not take the method', async () => {
    const answer = await send(api.app, '/v1/institutions', undefined, { method: 'DELETE' });
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers['allow']).toBe('POST');
  });
});

describe('a header', () => {
  const withHeader = (name: string, value: string | undefined) =>
    post(institution, { headers: { [name]: value } });

  it('Idempotency-Key is missing', async () => {
    expectProblem(await withHeader('idempotency-key', undefined), 400, 'idempotency-key-required');
  });

  it.each(['x'.repeat(129), 'a key', 'a,b', 'schlüssel'])('Idempotency-Key is %s', async (key) => {
    expectProblem(await withHeader('idempotency-key', key), 400, 'idempotency-key-invalid');
  });

  it.each(['3', '"x"', 'W/"3"', '*', '"1", "2"', '"-1"', '"01"'])('If-Match is %s', async (tag) => {
    expectProblem(await withHeader('if-match', tag), 400, 'header-invalid');
  });

  it.each(['%zz', 'a%0Ab', '%00', 'x'.repeat(501), '%20', 'Łódź'])('Ledger-Reason is %s', async (reason) => {
    expectProblem(await withHeader('ledger-reason', reason), 400, 'header-invalid');
  });

  it.each(['a b', '<script>', 'x'.repeat(65)])('X-Correlation-Id is %s', async (correlation) => {
    const answer = await withHeader('x-correlation-id', correlation);
    expectProblem(answer, 400, 'header-invalid');
    expect(answer.headers['x-correlation-id']).not.toBe(correlation);
  });

  it('there are too many', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`x-many-${n}`, '1']));
    expectProblem(await post(institution, { headers: many }), 431, 'headers-too-large');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from './testing/expect-problem.js';
import { get } from './testing/requests.js';
import { type TestApi, startTestApi, tokens } from './testing/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ config: { rateLimitPerMinute: 2 } });
});
afterAll(() => api.close());

describe('the rate limit', () => {
  it('is told in every answer; beyond it a request is 429 with the time to wait, for that caller alone', async () => {
    const first = await get(api.app, '/v1/clock');
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"caller";q=2;w=60',
      ratelimit: expect.stringMatching(/^"caller";r=1;t=\d+$/) as unknown,
    });
    await get(api.app, '/v1/clock');
    const refused = await get(api.app, '/v1/clock');
    expectProblem(refused, 429, 'too-many-requests');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(refused.headers['ratelimit']).toMatch(/^"caller";r=0;t=\d+$/);
    expect((await get(api.app, '/v1/clock', { token: tokens.scoped })).status).toBe(200);
  });

  it('is not told to whom nobody knows, nor where there is none', async () => {
    expect((await get(api.app, '/v1/clock', { token: 'led_unknown' })).headers['ratelimit']).toBeUndefined();
    const free = await startTestApi({ config: { rateLimitPerMinute: 0 } });
    const answer = await get(free.app, '/v1/clock');
    expect([answer.status, answer.headers['ratelimit-policy']]).toStrictEqual([200, undefined]);
    await free.close();
  });
});

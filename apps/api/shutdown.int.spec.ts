import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeCommand } from '#messages/command.js';
import { type Receipt } from '#deciding/receipt.js';
import { type EventStore } from '#event-store/port.js';
import { StoreFailure } from '#event-store/failures.js';
import { createMetrics } from '#observability/metrics.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { type ProblemBody, send } from './testing/requests.js';
import { type TestApi, startTestApi, tokens } from './testing/test-api.js';

/** An event store whose appends wait until they are let through. */
class Gate {
  private readonly opened = Promise.withResolvers<undefined>();
  private readonly reached = Promise.withResolvers<undefined>();

  readonly arrival = this.reached.promise;

  open(): void {
    this.opened.resolve(undefined);
  }

  around(store: EventStore): EventStore {
    return {
      append: async (...args) => {
        this.reached.resolve(undefined);
        await this.opened.promise;
        return store.append(...args);
      },
      readStream: (...args) => store.readStream(...args),
      readAll: (...args) => store.readAll(...args),
      subscribe: (...args) => store.subscribe(...args),
      head: () => store.head(),
      close: () => store.close(),
    };
  }
}

const body = JSON.stringify(describeCommand(RegisterInstitution).example);

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Partial<Receipt & ProblemBody>;
}

function post(port: number, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${tokens.admin}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const sent = request({ port, agent, method: 'POST', path: '/v1/institutions', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: JSON.parse(text) as Answer['body'],
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a stopping API', () => {
  let api: TestApi;
  let gate: Gate;
  let agent: Agent;
  let port: number;

  beforeEach(async () => {
    gate = new Gate();
    agent = new Agent({ keepAlive: true });
    api = await startTestApi({ wrap: (store) => gate.around(store) });
    await api.app.listen(0, '127.0.0.1');
    ({ port } = api.app.getHttpServer().address() as AddressInfo);
  });
  afterEach(() => {
    agent.destroy();
  });

  it('answers what it has accepted, and closes only then', async () => {
    const answer = post(port, agent);
    await gate.arrival;
    api.stopping.begin();
    let closed = false;
    const closing = api.close().then(() => {
      closed = true;
    });
    await until(() => !api.app.getHttpServer().listening);
    await expect(post(port, new Agent())).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    expect(closed).toBe(false);
    gate.open();
    const { status, body: receipt } = await answer;
    expect(status).toBe(201);
    expect(receipt).toMatchObject({ events: ['InstitutionRegistered'], revision: 0 });
    await closing;
    expect(closed).toBe(true);
  });

  it('tells clients that keep their connection to go', async () => {
    gate.open();
    expect((await post(port, agent)).headers.connection).toBe('keep-alive');
    api.stopping.begin();
    const last = await post(port, agent);
    expect(last.status).toBe(201);
    expect(last.headers.connection).toBe('close');
    await api.close();
  });
});

describe('a client that goes away', () => {
  it('is no longer in flight, and what it sent is recorded all the same', async () => {
    const gate = new Gate();
    const registry = createMetrics({ ofProcess: false });
    const api = await startTestApi({ wrap: (store) => gate.around(store), replace: { registry } });
    await api.app.listen(0, '127.0.0.1');
    const { port } = api.app.getHttpServer().address() as AddressInfo;
    const inFlight = () => registry.getSingleMetricAsString('http_server_requests_in_flight');
    const agent = new Agent();
    const answer = post(port, agent);
    await gate.arrival;
    expect(await inFlight()).toContain('http_server_requests_in_flight 1');
    agent.destroy();
    await expect(answer).rejects.toThrow();
    gate.open();
    await until(() => api.store.head().then((head) => head !== undefined));
    await until(() => inFlight().then((text) => text.includes('http_server_requests_in_flight 0')));
    await api.close();
  });
});

describe('an event store that fails', () => {
  const failing = (failure: () => Error) =>
    startTestApi({
      wrap: (store) => ({ ...new Gate().around(store), append: () => Promise.reject(failure()) }),
    });

  it.each([
    ['unavailable', 503, 'unavailable', '1'],
    ['too-large', 413, 'body-too-large', undefined],
    ['denied', 503, 'unavailable', '1'],
    ['corrupt', 500, 'internal', undefined],
  ] as const)('%s is answered %i', async (kind, status, code, retryAfter) => {
    const api = await failing(() => new StoreFailure(kind, 'swordfish at /var/lib/secret'));
    const answer = await send(api.app, '/v1/institutions', body);
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ code, status });
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(answer.text).not.toContain('swordfish');
    await api.close();
  });

  it('an error that nobody foresaw is 500, tells nothing, and is logged with the correlation id', async () => {
    const api = await failing(() => new TypeError('swordfish is undefined'));
    const answer = await send(api.app, '/v1/institutions', body);
    expect(answer.status).toBe(500);
    expect(answer.json().code).toBe('internal');
    expect(answer.text).not.toContain('swordfish');
    const line = api.log.find((each) => each.includes('"level":"error"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      correlationId: answer.json().correlationId,
      error: { kind: 'TypeError', message: 'swordfish is undefined' },
    });
    await api.close();
  });
});

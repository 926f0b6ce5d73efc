import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { naturalId } from '#kernel/ids.js';
import { type Bench } from '../harness/bench.js';
import { ChildServer } from '../harness/child-server.js';
import { type Contender } from '../harness/contender.js';
import { HttpLoad } from '../harness/http-load.js';
import { BENCH_TOKEN } from '../servers/bench-token.js';
import { occurredAt } from '../world/code-world.js';

/** A store that is used again knows the registrations of earlier runs. */
const run = randomUUID().slice(0, 8);

export const CONNECTIONS = 64;

export const startServer = (bench: Bench, name: string, args: readonly string[]): Promise<ChildServer> =>
  ChildServer.start(
    fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url)),
    args,
    join(bench.workspace.folder(name), 'log'),
  );

const headers = `host: 127.0.0.1\r\nauthorization: Bearer ${BENCH_TOKEN}\r\n`;

/** One redemption as text; its body is that of the provider's report. */
export function redemptionRequest(institutionId: string, number: number): string {
  const body = JSON.stringify({
    codeId: naturalId('cod', institutionId, number),
    provider: 'PEARSON_VUE',
    registrationKey: `REG-${run}-${number}`,
    examCode: '70-480',
    occurredAt: occurredAt(number),
    occurredZone: 'Europe/Berlin',
  });
  return `POST /v1/redemptions HTTP/1.1\r\n${headers}idempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

export const codeRequest = (institutionId: string, number: number): string =>
  `GET /v1/codes/${naturalId('cod', institutionId, number)} HTTP/1.1\r\n${headers}\r\n`;

/** Redeems over HTTP: codes are made and requests written before the slice begins. */
export function redeemer(name: string, server: ChildServer, perSecond: number): Contender {
  const load = new HttpLoad(server.ready.port, CONNECTIONS);
  const { institutionId = '' } = server.ready;
  let expected = perSecond;
  return {
    name,
    async slice(seconds) {
      const count = Math.ceil(expected * seconds * 1.7) + 2 * CONNECTIONS;
      const first = await server.issue(count);
      const requests = Array.from({ length: count }, (_, index) =>
        redemptionRequest(institutionId, first + index),
      );
      const rate = await load.run(seconds, () => {
        const request = requests.pop();
        if (request === undefined) throw new Error('the codes have run out in the middle of a slice');
        return request;
      });
      expected = Math.max(expected, rate);
      return rate;
    },
    async close() {
      load.close();
      await server.stop();
    },
  };
}

/** Sends requests that may be sent again and again. */
export function asker(name: string, server: ChildServer, requests: readonly string[]): Contender {
  const load = new HttpLoad(server.ready.port, CONNECTIONS);
  let next = 0;
  return {
    name,
    slice: (seconds) => load.run(seconds, () => requests[next++ % requests.length] ?? ''),
    async close() {
      load.close();
      await server.stop();
    },
  };
}

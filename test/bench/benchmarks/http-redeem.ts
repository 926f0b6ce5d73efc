import { join } from 'node:path';
import { type Benchmark, compare, rowAgainst } from '../harness/bench.js';
import { ChildServer } from '../harness/child-server.js';
import { type Contender } from '../harness/contender.js';
import { type Row } from '../harness/row.js';
import { asker, CONNECTIONS, redeemer, redemptionRequest, startServer } from '../contenders/http.js';

const peer = join(process.cwd(), 'test', 'bench', 'peers', 'emmett-express-server.js');
const work = `${CONNECTIONS} connections, POST /v1/redemptions, each of a code of its own, through authentication, validation, idempotency, decision and a durable append, access log on; server and load in a process each`;

/** The whole write path over HTTP. */
export const httpRedeem: Benchmark = {
  names: ['http.redeem', 'http.redeem.peer'],
  quickSeconds: 9,
  async run(bench, wanted) {
    bench.note('http.redeem');
    const contenders: Contender[] = [];
    const missing: string[] = [];
    const server = await startServer(bench, 'ledger-api', [bench.workspace.folder('api')]);
    contenders.push(redeemer('ours', server, 12_000));
    if (wanted('http.redeem')) {
      const { institutionId = '' } = server.ready;
      const body = JSON.stringify({
        id: institutionId,
        stream: 's'.repeat(31),
        revision: 1,
        position: '0'.repeat(16),
        commandId: 'u'.repeat(36),
        events: ['CodeRedeemed'],
      });
      const raw = await startServer(bench, 'raw-http', [body]);
      contenders.push(asker('node:http', raw, [redemptionRequest(institutionId, 1)]));
    }
    if (wanted('http.redeem.peer')) {
      try {
        const log = join(bench.workspace.folder('emmett-express'), 'log');
        const url = bench.postgres().newDatabase();
        contenders.push(redeemer('emmett + Express', await ChildServer.start(peer, [url], log), 1000));
      } catch (error) {
        missing.push(`emmett + Express: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const measured = await compare(bench, contenders);
    const rows: Row[] = [
      rowAgainst('node:http', measured, {
        name: 'http.redeem',
        unit: 'requests/s',
        target: 0.5,
        work: `${work}; node:http answers a fixed body`,
      }),
      rowAgainst('emmett + Express', measured, {
        name: 'http.redeem.peer',
        unit: 'requests/s',
        target: 8,
        missing,
        work: `${work}; emmett's command handler behind Express on PostgreSQL does the same job`,
      }),
    ];
    return rows.filter(({ name }) => wanted(name));
  },
};

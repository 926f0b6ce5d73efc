import { type Benchmark, compare, rowAgainst } from '../harness/bench.js';
import { asker, codeRequest, CONNECTIONS, startServer } from '../contenders/http.js';

/** One row by its key, over HTTP. */
export const httpQuery: Benchmark = {
  names: ['http.query'],
  async run(bench) {
    bench.note('http.query');
    const codes = bench.scale(50_000, 2000);
    const url = bench.postgres().newDatabase();
    const ours = await startServer(bench, 'ledger-api', [bench.workspace.folder('api'), String(codes), url]);
    const raw = await startServer(bench, 'raw-query', [url]);
    const { institutionId = '' } = ours.ready;
    const requests = Array.from({ length: Math.min(codes, 10_000) }, (_, index) =>
      codeRequest(institutionId, (index * 7919) % codes),
    );
    const measured = await compare(bench, [
      asker('ours', ours, requests),
      asker('node:http + pg', raw, requests),
    ]);
    const work = `${CONNECTIONS} connections, GET /v1/codes/{id} of ${codes} codes on PostgreSQL, authenticated, within the caller's institutions, with the position that the answer rests on; node:http + pg: the same query, prepared, 10 connections, neither authenticated nor restricted`;
    return [
      rowAgainst('node:http + pg', measured, { name: 'http.query', unit: 'requests/s', target: 0.7, work }),
    ];
  },
};

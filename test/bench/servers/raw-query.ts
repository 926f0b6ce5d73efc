import 'reflect-metadata';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { selectList } from '#projecting/table-sql.js';
import { stateAt } from '#read-models/code-inventory/query.js';
import { codes } from '#read-models/code-inventory/tables.js';
import { beChildServer } from '../harness/child-server.js';
import { pastClock } from '../world/code-world.js';

/** Bare node:http and bare pg: the query of the product, prepared, with as many connections. Argument: PostgreSQL. */
const pool = new Pool({ connectionString: process.argv[2], max: 10 });
const { rows } = await pool.query<{ schema: string }>(
  "SELECT schema FROM projecting.generation WHERE model = 'code-inventory' AND phase = 'live'",
);
const schema = rows[0]?.schema ?? '';
const text = `SELECT ${selectList(codes, 'c')}, ${stateAt('$2')} AS "shownState", s.order_id AS "orderId",
  s.line_no AS "lineNo", s.invoice_no AS "invoiceNo", s.product_key AS "productKey"
  FROM ${schema}.codes c LEFT JOIN ${schema}.sources s ON s.entitlement_id = c.entitlement_id WHERE c.code_id = $1`;

async function answer(url: string): Promise<Buffer> {
  const values = [url.slice(url.lastIndexOf('/') + 1), pastClock.now()];
  const found = await pool.query({ name: 'code', text, values });
  return Buffer.from(JSON.stringify(found.rows[0]));
}

const server = createServer((request, response) => {
  void answer(request.url ?? '').then((body) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  beChildServer({ port: (server.address() as AddressInfo).port }, () => Promise.resolve(0));
});

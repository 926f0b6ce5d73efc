import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { beChildServer } from '../harness/child-server.js';

/** As little as an HTTP server can do: takes the body, answers the same bytes every time. Argument: the body. */
const body = Buffer.from(process.argv[2] ?? '');
const head = { 'content-type': 'application/json', 'content-length': body.length };

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, head);
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  beChildServer({ port: (server.address() as AddressInfo).port }, () => Promise.resolve(0));
});

import { afterAll, describe, it } from '@jest/globals';
import { describeEventStoreContract } from '../contract/event-store-contract.js';
import { openEventStoreDb } from './event-store-db.js';
import { findTestServer } from './test-server.js';

const server = await findTestServer();

if (server.url === undefined) {
  describe('the event store contract on EventStoreDB', () => {
    it.skip(`[skipped: ${server.reason}]`, () => undefined);
  });
} else {
  const { url, stop } = server;
  afterAll(stop);
  describeEventStoreContract({
    name: 'EventStoreDB',
    runs: 12,
    timeout: 60_000,
    open: () => Promise.resolve(openEventStoreDb(url)),
  });
}

import { afterAll, beforeAll } from '@jest/globals';
import { describeEventStoreContract } from '../contract/event-store-contract.js';
import { openEmbeddedEventStore } from './embedded-event-store.js';
import { scratchDirectory } from './scratch.js';

let directory: Awaited<ReturnType<typeof scratchDirectory>>;
beforeAll(async () => {
  directory = await scratchDirectory();
});
afterAll(() => directory.remove());

describeEventStoreContract({
  name: 'the embedded store',
  runs: 30,
  open: () => Promise.resolve(openEmbeddedEventStore(directory.path)),
});

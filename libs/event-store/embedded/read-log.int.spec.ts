import { expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from './embedded-event-store.js';
import { readLog } from './read-log.js';
import { scratchDirectory } from './scratch.js';

it('reads a log in its order while its store is open, and nothing that comes later', async () => {
  const scratch = await scratchDirectory();
  const store = openEmbeddedEventStore(scratch.path);
  const append = (n: number) =>
    store.append(`thing-${n % 3}`, 'any', [
      { id: crypto.randomUUID(), type: 'Happened', data: { n }, metadata: {} },
    ]);
  for (let n = 0; n < 1005; n += 1) await append(n);
  const reading = readLog(scratch.path);
  const first = reading.next();
  await append(1005);
  const read = [...(first.done === true ? [] : [first.value]), ...reading];
  expect(read).toEqual((await Array.fromAsync(store.readAll())).slice(0, 1005));
  await store.close();
  await scratch.remove();
});

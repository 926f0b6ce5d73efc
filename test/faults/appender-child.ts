import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { type EventToAppend } from '#event-store/port.js';

/**
 * The process that is killed: writers append batches to streams of their own, as fast as they are
 * answered, and every answer goes to standard output before the writer's next append.
 * Line: `<stream> <revision of the last event> <event ids>`.
 */
const WRITERS = 24;
const STDOUT = 1;

async function write(writer: number): Promise<never> {
  const store = await opened;
  for (let stream = 0; ; stream++) {
    const name = `${run}-${writer}-${stream}`;
    // A few appends a stream: most streams are short, as in the ledger.
    for (let revision = -1; revision < 12;) {
      const events = batch(1 + ((writer + revision + 1 + stream) % 4));
      const answer = await store.append(name, revision < 0 ? 'no-stream' : revision, events);
      revision = answer.revision;
      // Synchronously: what the kernel has is read even after this process is dead.
      writeSync(STDOUT, `${name} ${revision} ${events.map((event) => event.id).join(',')}\n`);
    }
  }
}

/** Every event names its batch and the batch's size, so that half a batch would show. */
function batch(size: number): EventToAppend[] {
  const id = randomUUID();
  return Array.from({ length: size }, () => ({
    id: randomUUID(),
    type: 'Noted',
    data: { batch: id, size, text: 'x'.repeat(200) },
    metadata: { salt: id },
  }));
}

const [directory = '', run = ''] = process.argv.slice(2);
const opened = Promise.resolve(openEmbeddedEventStore(directory));
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { newStream, sampleEvent } from '../harness/sample-events.js';
import { type Contender } from '../harness/contender.js';

const FILE_BYTES = 64 * 2 ** 20;

/**
 * As fast as one thread can make events durable: encode a group, write it, sync once; no promise, no index, no check.
 * It writes over a file that is already there in full length, round and round: growing a file would cost the sync more.
 */
export function machineLimit(directory: string, group: number): Contender {
  const file = openSync(join(directory, 'limit'), 'w');
  writeSync(file, Buffer.alloc(FILE_BYTES));
  fsyncSync(file);
  let at = 0;
  const writeGroup = (): void => {
    let text = '';
    for (let index = 0; index < group; index += 1) {
      text += `${JSON.stringify({ id: randomUUID(), stream: newStream(), ...sampleEvent() })}\n`;
    }
    const bytes = Buffer.from(text);
    if (at + bytes.length > FILE_BYTES) at = 0;
    writeSync(file, bytes, 0, bytes.length, at);
    at += bytes.length;
    fdatasyncSync(file);
  };
  return {
    name: 'limit',
    slice(seconds) {
      const start = performance.now();
      let done = 0;
      while (performance.now() < start + seconds * 1000) {
        writeGroup();
        done += group;
      }
      return Promise.resolve((done * 1000) / (performance.now() - start));
    },
    close() {
      closeSync(file);
      return Promise.resolve();
    },
  };
}

import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ids, newEvents, rejection } from '../contract/fixtures.js';
import { encodeAppend } from '../encoding.js';
import { type EventToAppend, type StoredEvent } from '../port.js';
import { GroupCommit } from './group-commit.js';
import { type LogFile, openLogFile } from './log-file.js';
import { LogReader } from './log-reader.js';
import { scratchDirectory } from './scratch.js';
import { streamHash } from './stream-hash.js';
import { scanStream } from './stream-scan.js';

describe('streamHash', () => {
  it('spreads names that differ little, within the safe integers, and differs by seed', () => {
    const hashes = Array.from({ length: 20_000 }, (_, n) => streamHash(`accesscode-${n}`, 7));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
    expect(streamHash('a', 1)).not.toBe(streamHash('a', 2));
  });
});

describe('streams that share a hash', () => {
  let directory: Awaited<ReturnType<typeof scratchDirectory>>;
  let file: LogFile;
  beforeEach(async () => {
    directory = await scratchDirectory();
    file = { ...openLogFile(directory.path), hashOf: () => 42 };
  });
  afterEach(async () => {
    if (file.database instanceof DatabaseSync) file.database.close();
    await directory.remove();
  });

  const scan = async (
    reader: LogReader,
    stream: string,
    direction: 'forwards' | 'backwards',
  ): Promise<StoredEvent[]> => {
    const found: StoredEvent[] = [];
    for await (const event of scanStream(reader, stream, { direction }, (read) => read())) found.push(event);
    return found;
  };

  it('stay apart: in reading, in conflicts and in repeats', async () => {
    const writer = new GroupCommit(file, new LogReader(file), () => undefined);
    const written = new Map<string, EventToAppend[]>();
    for (let n = 0; n < 40; n++) {
      const stream = `s-${n % 20}`;
      const events = newEvents(20);
      const before = written.get(stream) ?? [];
      await writer.append(
        stream,
        before.length === 0 ? 'no-stream' : before.length - 1,
        encodeAppend(stream, events),
      );
      written.set(stream, [...before, ...events]);
    }
    // A writer that knows no heads yet has to find them among the others.
    const reader = new LogReader(file);
    const fresh = new GroupCommit(file, reader, () => undefined);
    for (const [stream, events] of written) {
      expect(ids(await scan(reader, stream, 'forwards'))).toEqual(ids(events));
      expect(ids(await scan(reader, stream, 'backwards'))).toEqual(ids(events).reverse());
      const conflict = await rejection(fresh.append(stream, 'no-stream', encodeAppend(stream, newEvents(1))));
      expect(conflict).toMatchObject({ kind: 'conflict', details: { actualRevision: 39 } });
      const repeat = encodeAppend(stream, events.slice(20));
      expect((await fresh.append(stream, 19, repeat)).revision).toBe(39);
    }
    expect((await fresh.append('new', 'no-stream', encodeAppend('new', newEvents(1)))).revision).toBe(0);
  });
});

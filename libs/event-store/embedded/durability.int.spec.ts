import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { all, ids, newEvent, newEvents, rejection, unique } from '../contract/fixtures.js';
import { encodeAppend } from '../encoding.js';
import { isStoreFailure } from '../failures.js';
import { openEmbeddedEventStore } from './embedded-event-store.js';
import { GroupCommit } from './group-commit.js';
import { LOG_FILE, openLogFile } from './log-file.js';
import { LogReader } from './log-reader.js';
import { scratchDirectory } from './scratch.js';
import { verifyLog } from './verify.js';

let directory: Awaited<ReturnType<typeof scratchDirectory>>;
beforeEach(async () => {
  directory = await scratchDirectory();
});
afterEach(() => directory.remove());

describe('the embedded log across restarts', () => {
  it('goes on where it was: positions without gaps, repeats still known', async () => {
    const first = openEmbeddedEventStore(directory.path);
    const events = newEvents(3);
    const answer = await first.append('a', 'no-stream', events);
    await first.close();
    await first.close();
    const second = openEmbeddedEventStore(directory.path);
    expect(await second.head()).toBe(answer.position);
    expect(await second.append('a', 'no-stream', events)).toEqual(answer);
    expect((await second.append('a', 2, newEvents(1))).position).toBe('0000000000000004');
    await second.close();
  });

  it('writes what was asked for before it closes, and nothing after', async () => {
    const store = openEmbeddedEventStore(directory.path);
    const pending = store.append('a', 'no-stream', newEvents(1));
    await store.close();
    expect((await pending).revision).toBe(0);
    expect(await rejection(store.append('a', 0, newEvents(1)))).toMatchObject({ kind: 'unavailable' });
    expect(await rejection(all(store.readStream('a')))).toMatchObject({ kind: 'unavailable' });
  });

  it('ends its feeds when it closes', async () => {
    const store = openEmbeddedEventStore(directory.path);
    const reading = all(store.subscribe());
    await new Promise(setImmediate);
    await store.close();
    expect(await reading).toEqual([{ kind: 'caught-up', position: undefined }]);
  });
});

describe('the lock of the directory', () => {
  it('refuses a second store of this process', async () => {
    const store = openEmbeddedEventStore(directory.path);
    expect(() => openEmbeddedEventStore(directory.path)).toThrow(
      /is open in another process. A data directory has one writer/,
    );
    await store.close();
    await openEmbeddedEventStore(directory.path).close();
  });

  it('refuses another process, and is gone with the process that held it', async () => {
    const holder = join(directory.path, 'holder.mjs');
    await writeFile(
      holder,
      `import { DatabaseSync } from 'node:sqlite';
       const lock = new DatabaseSync(process.argv[2]);
       lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
       process.stdout.write('held');
       setInterval(() => {}, 1000);`,
    );
    const child = execFile(process.execPath, ['--no-warnings', holder, join(directory.path, 'events.lock')]);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    try {
      expect(() => openEmbeddedEventStore(directory.path)).toThrow(/is open in another process/);
    } finally {
      child.kill('SIGKILL');
    }
    await gone;
    await openEmbeddedEventStore(directory.path).close();
  });
});

describe('group commit', () => {
  it('writes 256 appends of one turn in five transactions, half of what waits each, with an answer for each append', async () => {
    const file = openLogFile(directory.path);
    let commits = 0;
    const reader = new LogReader(file);
    const writer = new GroupCommit(file, reader, () => commits++);
    const [event] = newEvents(1);
    const outcomes = await Promise.all(
      Array.from({ length: 256 }, (_, n) =>
        // Every eighth is a second claim on the stream before it.
        writer
          .append(
            `s-${n - (n % 8 === 7 ? 1 : 0)}`,
            'no-stream',
            encodeAppend('s', [event ?? newEvent(), newEvent({ n })]),
          )
          .catch((error: unknown) => (isStoreFailure(error) ? error.kind : error)),
      ),
    );
    expect(commits).toBe(5);
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(32);
    expect(reader.durable).toBe(2 * 224);
    file.close();
  });

  it('fails all appends of a transaction that fails, writes none of them, and goes on', async () => {
    const file = openLogFile(directory.path);
    const writer = new GroupCommit(file, new LogReader(file), () => undefined);
    const append = (stream: string): Promise<unknown> =>
      writer.append(stream, 'no-stream', encodeAppend(stream, newEvents(2))).catch((error: unknown) => error);
    file.database.exec(`CREATE TEMP TRIGGER fail BEFORE INSERT ON event WHEN new.position = 6
                        BEGIN SELECT raise(ROLLBACK, 'no more'); END`);
    const outcomes = await Promise.all([append('a'), append('b'), append('c'), append('d')]);
    expect(outcomes.every((outcome) => isStoreFailure(outcome))).toBe(true);
    file.database.exec('DROP TRIGGER fail');
    expect(await append('b')).toEqual({ revision: 1, position: '0000000000000002' });
    file.close();
  });
});

describe('the write-ahead log of a log in use', () => {
  it('gets its full length at once, and is read back to its last commit after a kill', async () => {
    const path = join(directory.path, LOG_FILE);
    const store = openEmbeddedEventStore(directory.path);
    const append = (n: number): Promise<unknown> => store.append(`s-${n}`, 'no-stream', newEvents(1));
    for (let n = 0; n < 60; n++) await append(n);
    expect(statSync(`${path}-wal`).size).toBeLessThan(2 ** 20);
    for (let n = 60; n < 80; n++) await append(n);
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(16 * 2 ** 20);
    // What a killed process leaves behind: the file and its write-ahead log, nothing closed.
    const copy = join(directory.path, 'killed');
    mkdirSync(copy);
    for (const file of [LOG_FILE, `${LOG_FILE}-wal`])
      copyFileSync(join(directory.path, file), join(copy, file));
    await store.close();
    const again = openEmbeddedEventStore(copy);
    expect(await all(again.readAll())).toHaveLength(80);
    expect((await again.append('s-79', 0, newEvents(1))).revision).toBe(1);
    await again.close();
    expect(verifyLog(copy)).toEqual({ records: 81, damages: [] });
  });
});

describe('a commit that the disk has not confirmed', () => {
  it('is neither answered nor shown; what comes meanwhile shares the next sync', async () => {
    const file = openLogFile(directory.path);
    const syncs: (() => void)[] = [];
    const held = { ...file, sync: () => new Promise<void>((resolve) => void syncs.push(resolve)) };
    const reader = new LogReader(held);
    const writer = new GroupCommit(held, reader, () => undefined);
    const answered: string[] = [];
    const append = async (stream: string): Promise<void> => {
      await writer.append(stream, 'no-stream', encodeAppend(stream, newEvents(1)));
      answered.push(stream);
    };
    const shown = (stream: string): number =>
      [...reader.streamChunks(stream, 'forwards', 0, Infinity)].flat().length;
    const first = append('a');
    await turns();
    const others = ['b', 'c'].map(append);
    await turns();
    expect([syncs.length, answered, shown('a'), reader.durable]).toEqual([1, [], 0, 0]);
    syncs[0]?.();
    await first;
    await turns();
    expect([syncs.length, answered, shown('a'), shown('b'), reader.durable]).toEqual([2, ['a'], 1, 0, 1]);
    expect(await outcomeOf(writer.append('a', 'no-stream', encodeAppend('a', newEvents(1))), syncs)).toBe(
      'conflict',
    );
    await Promise.all(others);
    expect([answered, shown('b'), shown('c'), reader.durable]).toEqual([['a', 'b', 'c'], 1, 1, 3]);
    file.close();
  });

  describe('beside another one', () => {
    /** The first group is one append to `a`, the second one 16 appends, one of them to `a` again. */
    async function twoGroups() {
      const file = openLogFile(directory.path);
      const syncs: PromiseWithResolvers<undefined>[] = [];
      const sync = () => (syncs[syncs.length] = Promise.withResolvers<undefined>()).promise;
      const reader = new LogReader(file);
      const writer = new GroupCommit({ ...file, sync }, reader, () => undefined);
      const answers: string[] = [];
      const append = async (stream: string): Promise<void> => {
        const append = writer.append(stream, 'no-stream', encodeAppend(stream, newEvents(1)));
        const outcome = await append.then(
          () => 'ok',
          (error: unknown) => (isStoreFailure(error) ? error.kind : 'thrown'),
        );
        answers.push(`${stream} ${outcome}`);
      };
      const first = append('a');
      await turns();
      // A look that does not see it yet must not make the writer forget it.
      expect(reader.shortStream('a', 0)).toEqual([]);
      const second = ['a', ...Array.from({ length: 15 }, (_, n) => `b-${n}`)].map(append);
      await turns();
      expect([syncs.length, answers]).toEqual([2, []]);
      const settle = async (): Promise<void> => {
        await Promise.all([first, ...second]);
        file.close();
      };
      return { syncs, reader, answers, append, settle };
    }

    it('is answered after it, though the disk has confirmed it before', async () => {
      const { syncs, reader, answers, settle } = await twoGroups();
      syncs[1]?.resolve(undefined);
      await turns();
      expect([answers, reader.durable, reader.shortStream('b-0', 0)]).toEqual([[], 0, []]);
      syncs[0]?.resolve(undefined);
      await settle();
      expect(answers.slice(0, 3)).toEqual(['a ok', 'a conflict', 'b-0 ok']);
      expect(answers.slice(2)).toEqual(Array.from({ length: 15 }, (_, n) => `b-${n} ok`));
      expect(reader.durable).toBe(16);
    });

    it('is of unknown outcome when that one is', async () => {
      const { syncs, reader, answers, append, settle } = await twoGroups();
      syncs[1]?.resolve(undefined);
      syncs[0]?.reject(new Error('EIO: i/o error, fdatasync'));
      await append('c');
      expect(answers).toHaveLength(18);
      expect(answers.slice(0, 17).filter((answer) => !answer.endsWith(' outcome-unknown'))).toEqual([]);
      expect([answers.at(-1), reader.durable]).toEqual(['c unavailable', 0]);
      await settle();
    });
  });

  it('is of unknown outcome when the disk fails, and nothing is written after it', async () => {
    const file = openLogFile(directory.path);
    const reader = new LogReader(file);
    const broken = { ...file, sync: () => Promise.reject(new Error('EIO: i/o error, fdatasync')) };
    const writer = new GroupCommit(broken, reader, () => undefined);
    const append = (stream: string): Promise<unknown> =>
      writer.append(stream, 'no-stream', encodeAppend(stream, newEvents(1))).catch((error: unknown) => error);
    expect(await append('a')).toMatchObject({ kind: 'outcome-unknown' });
    expect(await append('b')).toMatchObject({ kind: 'unavailable' });
    expect(reader.durable).toBe(0);
    file.close();
    const again = openEmbeddedEventStore(directory.path);
    expect(await all(again.readStream('a'))).toHaveLength(1);
    expect(await all(again.readStream('b'))).toHaveLength(0);
    await again.close();
  });
});

/** Long enough for a group to be written, as far as the disk lets it. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}

async function outcomeOf(append: Promise<unknown>, syncs: readonly (() => void)[]): Promise<unknown> {
  const outcome = append.catch((error: unknown) => (isStoreFailure(error) ? error.kind : error));
  syncs.at(-1)?.();
  return await outcome;
}

describe('a full disk', () => {
  it('answers unavailable, stays readable, and goes on when there is room', async () => {
    const file = openLogFile(directory.path);
    const reader = new LogReader(file);
    const writer = new GroupCommit(file, reader, () => undefined);
    const append = (n: number): Promise<unknown> =>
      writer
        .append(`s-${n}`, 'no-stream', encodeAppend('s', [newEvent({ text: 'x'.repeat(5000) })]))
        .catch((error: unknown) => error);
    file.database.exec('PRAGMA max_page_count = 40');
    const outcomes: unknown[] = [];
    for (let n = 0; n < 40; n++) outcomes.push(await append(n));
    const failed = outcomes.filter((outcome) => isStoreFailure(outcome, 'unavailable'));
    expect(failed.length).toBeGreaterThan(0);
    expect(reader.logChunk(0, reader.durable, undefined).events).toHaveLength(40 - failed.length);
    file.database.exec('PRAGMA max_page_count = 4000');
    expect(await append(99)).toMatchObject({ revision: 0 });
    file.close();
  });

  const mounted = mountTiny();
  (mounted ? it : it.skip)(
    `does so on a file system without room${mounted ? '' : ' [skipped: a tmpfs cannot be mounted here]'}`,
    async () => {
      const small = join(directory.path, unique('small'));
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', small]);
      try {
        const ballast = join(small, 'ballast');
        await writeFile(ballast, Buffer.alloc(700 * 1024));
        const store = openEmbeddedEventStore(small);
        const acknowledged: string[] = [];
        const failures: unknown[] = [];
        for (let n = 0; failures.length < 3; n++) {
          const event = newEvent({ n, text: 'x'.repeat(3000) });
          const outcome = await store.append(`s-${n}`, 'no-stream', [event]).catch((error: unknown) => error);
          if (outcome instanceof Error) failures.push(outcome);
          else acknowledged.push(event.id);
        }
        expect(failures.map((failure) => isStoreFailure(failure) && failure.kind)).toEqual(
          Array(3).fill('unavailable'),
        );
        expect(ids(await all(store.readAll()))).toEqual(acknowledged);
        await writeFile(ballast, '');
        await store.append('after', 'no-stream', newEvents(1));
        await store.close();
        const again = openEmbeddedEventStore(small);
        expect(ids(await all(again.readAll({ limit: acknowledged.length })))).toEqual(acknowledged);
        expect(await all(again.readStream('after'))).toHaveLength(1);
        await again.close();
      } finally {
        await promisify(execFile)('umount', [small]);
      }
    },
  );
});

/** Only root can mount, and not in every container. */
function mountTiny(): boolean {
  const point = mkdtempSync(join(tmpdir(), 'mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', point], { stdio: 'ignore' });
    execFileSync('umount', [point]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(point);
  }
}

import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AesSealer } from './aes-sealer.js';
import { openFileKeyRing } from './file-key-ring.js';
import { filePragmas } from './file-key-storage.js';
import { KeyRingUnusable } from './key-ring.js';
import { ScopeErased, SealBroken } from './sealer.js';

let directory: string;
let path: string;
const ringAt = (create = true) => openFileKeyRing(path, { create });

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keys-'));
  path = join(directory, 'keys.sqlite');
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a sealed box', () => {
  it('I32 opens with its ring and shows nothing of the text', async () => {
    const sealer = new AesSealer(ringAt());
    const box = await sealer.seal('per_a', 'Erika Mustermann');
    expect(box).toMatch(/^k1\.[\w-]+\.[\w-]+$/);
    expect(Buffer.from(box.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('Erika');
    expect(await sealer.open(box)).toBe('Erika Mustermann');
    expect(await sealer.seal('per_a', 'Erika Mustermann')).not.toBe(box);
  });

  it('E62 never opens again once the key of its scope is destroyed; others do', async () => {
    const ring = ringAt();
    const sealer = new AesSealer(ring);
    const [gone, stays] = await Promise.all([sealer.seal('per_a', 'A'), sealer.seal('per_b', 'B')]);
    await ring.destroy('per_a');
    expect(await sealer.open(gone)).toBeUndefined();
    expect(await sealer.open(stays)).toBe('B');
    await expect(sealer.seal('per_a', 'again')).rejects.toBeInstanceOf(ScopeErased);
    await ring.close();
    const reopened = new AesSealer(ringAt());
    expect(await reopened.open(gone)).toBeUndefined();
    expect(await reopened.open(stays)).toBe('B');
    await expect(reopened.seal('per_a', 'again')).rejects.toBeInstanceOf(ScopeErased);
  });

  it('E62 erases a scope that never had a key', async () => {
    const ring = ringAt();
    await ring.destroy('per_a');
    await expect(new AesSealer(ring).seal('per_a', 'A')).rejects.toBeInstanceOf(ScopeErased);
  });

  it.each([
    ['nothing', ''],
    ['text', 'Erika'],
    ['another kind', 'k2.a.b'],
    ['more parts', 'k1.a.b.c'],
  ])('is not %s', async (_, box) => {
    await expect(new AesSealer(ringAt()).open(box)).rejects.toBeInstanceOf(SealBroken);
  });

  it('does not open when a bit of it is changed, or its key id', async () => {
    const sealer = new AesSealer(ringAt());
    const [kind, id, sealed = ''] = (await sealer.seal('per_a', 'Erika')).split('.');
    const other = (await sealer.seal('per_b', 'B')).split('.')[1] ?? '';
    const bytes = Buffer.from(sealed, 'base64url');
    for (const at of [0, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(sealer.open(`${kind}.${id}.${changed.toString('base64url')}`)).rejects.toBeInstanceOf(
        SealBroken,
      );
    }
    await expect(sealer.open(`${kind}.${other}.${sealed}`)).rejects.toBeInstanceOf(SealBroken);
    await expect(sealer.open(`${kind}.${id}.AAAA`)).rejects.toBeInstanceOf(SealBroken);
    await expect(sealer.open(`${kind}.unknown.${sealed}`)).rejects.toBeInstanceOf(KeyRingUnusable);
  });
});

describe('the key ring file', () => {
  it('is made with mode 0600, complete, with nothing left beside it', async () => {
    await ringAt().close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it.each([0o640, 0o604, 0o660, 0o700 | 0o001])(
    'is refused in one sentence when its mode is %o',
    async (mode) => {
      await ringAt().close();
      chmodSync(path, mode);
      expect(() => ringAt()).toThrow(KeyRingUnusable);
      expect(() => ringAt()).toThrow(
        /^[^.]*keys\.sqlite has mode 0\d{3}, so others can read it: set it to 0600 \(chmod 600\)\.$/,
      );
    },
  );

  it('is never overwritten: an empty or foreign file is refused and left as it is', () => {
    writeFileSync(path, '', { mode: 0o600 });
    expect(() => ringAt()).toThrow('is not a key ring');
    writeFileSync(path, 'something else, and long enough to be looked at', { mode: 0o600 });
    expect(() => ringAt()).toThrow('is not a key ring');
    expect(readFileSync(path, 'utf8')).toBe('something else, and long enough to be looked at');
  });

  it('is not made anew for a log that already holds events', () => {
    expect(() => ringAt(false)).toThrow(/is missing, and the log cannot be read without it/);
    expect(existsSync(path)).toBe(false);
  });

  it('gives one key to everybody who asks for a scope at once, and the same one after a restart', async () => {
    const ring = ringAt();
    const keys = await Promise.all(Array.from({ length: 50 }, () => ring.keyFor('ent_a')));
    expect(new Set(keys.map((key) => key?.id)).size).toBe(1);
    await ring.close();
    expect((await ringAt().keyFor('ent_a'))?.id).toBe(keys[0]?.id);
  });

  it('shares one file between two openings', async () => {
    const [a, b] = [ringAt(), ringAt()];
    const box = await new AesSealer(a).seal('ent_a', 'text');
    expect(await new AesSealer(b).open(box)).toBe('text');
    expect(a.keyedHash('p', 'x')).toEqual(b.keyedHash('p', 'x'));
  });

  it('E62 leaves no byte of a destroyed key in the file', async () => {
    const ring = ringAt();
    await ring.keyFor('per_a');
    const row = new DatabaseSync(path).prepare('SELECT wrapped FROM data_key').get();
    const wrapped = Buffer.from(row?.['wrapped'] as Uint8Array);
    expect(readFileSync(path).includes(wrapped)).toBe(true);
    await ring.destroy('per_a');
    await ring.close();
    for (const name of readdirSync(directory)) {
      expect(readFileSync(join(directory, name)).includes(wrapped.subarray(0, 16))).toBe(false);
    }
  });

  it('has every key that was answered, after kill -9 at any moment', async () => {
    const program = `
      import { DatabaseSync } from 'node:sqlite';
      const db = new DatabaseSync(${JSON.stringify(path)}, { timeout: 5000 });
      db.exec(${JSON.stringify(filePragmas)});
      for (let n = 0; ; n++) {
        db.prepare('INSERT INTO data_key (id, scope, wrapped) VALUES (?, ?, ?)').run('id' + n, 'scope' + n, new Uint8Array(60));
        process.stdout.write(n + '\\n');
      }`;
    await ringAt().close();
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program]);
    let answered = '';
    child.stdout.on('data', (text: Buffer) => (answered += text.toString()));
    while (answered.length < 200) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const last = Number(answered.trimEnd().split('\n').at(-1));
    const count = new DatabaseSync(path).prepare('SELECT count(*) AS n FROM data_key').get()?.['n'];
    expect(count).toBeGreaterThanOrEqual(last + 1);
    await expect(ringAt().keyFor('new')).resolves.toBeDefined();
  });
});

describe('the keyed hash', () => {
  it('is another for another purpose and another ring, and stays the same over restarts', async () => {
    const ring = ringAt();
    const hash = ring.keyedHash('access-code', 'ABC');
    expect(hash).toHaveLength(32);
    expect(ring.keyedHash('command', 'ABC')).not.toEqual(hash);
    expect(ring.keyedHash('access-code', 'ABD')).not.toEqual(hash);
    await ring.close();
    expect(ringAt().keyedHash('access-code', 'ABC')).toEqual(hash);
    expect(openFileKeyRing(`${path}2`, { create: true }).keyedHash('access-code', 'ABC')).not.toEqual(hash);
  });
});

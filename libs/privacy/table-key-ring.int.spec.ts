import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '#database/database.js';
import { AesSealer } from './aes-sealer.js';
import { KeyRingUnusable } from './key-ring.js';
import { ScopeErased } from './sealer.js';
import { masterKeyOf, openTableKeyRing } from './table-key-ring.js';
import { keyTableSchema } from './table-key-storage.js';

const masterKey = masterKeyOf(randomBytes(32).toString('base64'));
let directory: string;
let database: Database;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'key-table-'));
  database = await openDatabase({ directory });
});
beforeEach(async () => {
  await database.script('DROP TABLE IF EXISTS ledger_key');
  await database.query(keyTableSchema);
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

describe('the key ring in a table', () => {
  it('is one ring for all processes', async () => {
    const [a, b] = await Promise.all([
      openTableKeyRing(database, masterKey),
      openTableKeyRing(database, masterKey),
    ]);
    expect(a.keyedHash('p', 'x')).toEqual(b.keyedHash('p', 'x'));
    const keys = await Promise.all([a, b, a, b].map((ring) => ring.keyFor('ent_a')));
    expect(new Set(keys.map((key) => key?.id)).size).toBe(1);
    const boxes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => new AesSealer(a).seal(`ent_${n}`, `text ${n}`)),
    );
    const texts = await Promise.all(boxes.map((box) => new AesSealer(b).open(box)));
    expect(texts).toEqual(boxes.map((_, n) => `text ${n}`));
  });

  it('holds no key that opens without the master key', async () => {
    const ring = await openTableKeyRing(database, masterKey);
    const box = await new AesSealer(ring).seal('ent_a', 'text');
    const other = masterKeyOf(randomBytes(32).toString('base64'));
    await expect(openTableKeyRing(database, other)).rejects.toThrow(
      new KeyRingUnusable('LEDGER_MASTER_KEY is not the key that the key table was made with.'),
    );
    expect(await new AesSealer(await openTableKeyRing(database, masterKey)).open(box)).toBe('text');
  });

  it('E62 forgets a destroyed key for good', async () => {
    const ring = await openTableKeyRing(database, masterKey);
    const sealer = new AesSealer(ring);
    const box = await sealer.seal('per_a', 'Erika');
    await ring.destroy('per_a');
    await ring.destroy('per_a');
    expect(await sealer.open(box)).toBeUndefined();
    await expect(sealer.seal('per_a', 'again')).rejects.toBeInstanceOf(ScopeErased);
    const other = new AesSealer(await openTableKeyRing(database, masterKey));
    expect(await other.open(box)).toBeUndefined();
    expect(await database.query('SELECT wrapped FROM ledger_key WHERE scope = $1', ['per_a'])).toEqual([
      { wrapped: null },
    ]);
  });

  it('does not open a wrapped key that was moved to another row', async () => {
    const ring = await openTableKeyRing(database, masterKey);
    const sealer = new AesSealer(ring);
    await sealer.seal('per_a', 'A');
    const box = await sealer.seal('per_b', 'B');
    await database.query(
      "UPDATE ledger_key SET wrapped = (SELECT wrapped FROM ledger_key WHERE scope = 'per_a') WHERE scope = 'per_b'",
    );
    await expect(new AesSealer(await openTableKeyRing(database, masterKey)).open(box)).rejects.toBeInstanceOf(
      KeyRingUnusable,
    );
  });
});

describe('LEDGER_MASTER_KEY', () => {
  it.each([
    '',
    'abc',
    randomBytes(16).toString('base64'),
    randomBytes(33).toString('base64'),
    randomBytes(32).toString('hex'),
  ])('is refused as %j', (text) => expect(() => masterKeyOf(text)).toThrow(KeyRingUnusable));
});

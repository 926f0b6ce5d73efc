import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Entry } from './entries.js';
import { INDEX_SCHEMA, IndexTables } from './index-tables.js';
import { StreamIndex } from './stream-index.js';

const SMALL = { young: 40, fan: 3 };
/** Far apart, as hashes are; few, so that streams grow long and meet in every part of the index. */
const hashOf = (stream: number): number => (stream * 2654435761 * 4099) % 2 ** 53;

/** What the index should say, kept in the simplest way. */
class Model {
  readonly #entries: { hash: number; revision: number; position: number }[] = [];
  readonly #heads = new Map<number, number>();

  next(hash: number): number {
    const revision = (this.#heads.get(hash) ?? -1) + 1;
    this.#heads.set(hash, revision);
    this.#entries.push({ hash, revision, position: this.#entries.length + 1 });
    return revision;
  }

  forwards(hash: number, from: number): Entry[] {
    const of = this.#entries.filter((entry) => entry.hash === hash && entry.revision >= from);
    return of.map(({ revision, position }) => ({ revision, position }));
  }

  backwards(hash: number, from: number): Entry[] {
    return this.forwards(hash, 0)
      .filter(({ revision }) => revision <= from)
      .reverse();
  }
}

const step = fc.record({
  streams: fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }),
  fate: fc.constantFrom('commit', 'commit', 'commit', 'commit', 'rollback', 'reopen'),
});

const fresh = (): { database: DatabaseSync; open: () => StreamIndex } => {
  const database = new DatabaseSync(':memory:');
  database.exec(INDEX_SCHEMA);
  return { database, open: () => new StreamIndex(new IndexTables(database), SMALL) };
};

describe('StreamIndex', () => {
  it('finds what a plain list finds, through sealing, merging, failed transactions and restarts', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 60 }),
        fc.nat(40),
        fc.nat(70),
        (steps, from, limit) => {
          const { database, open } = fresh();
          const model = new Model();
          let index = open();
          for (const { streams, fate } of steps) {
            database.exec('BEGIN');
            if (fate === 'rollback') for (const stream of streams) index.add(hashOf(stream), 1_000_000);
            else for (const stream of streams) index.add(hashOf(stream), model.next(hashOf(stream)));
            index.write();
            database.exec(fate === 'rollback' ? 'ROLLBACK' : 'COMMIT');
            if (fate === 'rollback') index.rollback();
            else index.commit();
            if (fate === 'reopen') index = open();
          }
          for (let stream = 0; stream <= 31; stream++) {
            const hash = hashOf(stream);
            const forwards = index.find({ hash, direction: 'forwards', from, limit });
            expect(forwards).toEqual(model.forwards(hash, from).slice(0, limit));
            const backwards = index.find({ hash, direction: 'backwards', from, limit });
            expect(backwards).toEqual(model.backwards(hash, from).slice(0, limit));
          }
          database.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps few segments and sweeps what they replaced, however much is written', () => {
    const { database, open } = fresh();
    const index = open();
    const model = new Model();
    const most = { segments: 0 };
    const blocks = database.prepare('SELECT count(*) AS n FROM index_block');
    for (let group = 0; group < 3000; group++) {
      database.exec('BEGIN');
      for (let n = 0; n < 20; n++) {
        const hash = hashOf((group * 20 + n) % 5000);
        index.add(hash, model.next(hash));
      }
      index.write();
      database.exec('COMMIT');
      index.commit();
      most.segments = Math.max(most.segments, [...index.parts()].length);
    }
    // 60,000 entries: a level for each power of 3, with at most 2 × 3 segments each while a merge is under way.
    expect(most.segments).toBeLessThan(45);
    expect(Number(blocks.get()?.['n'])).toBeLessThan(8000);
    for (const stream of [0, 1, 4999]) {
      const found = index.find({ hash: hashOf(stream), direction: 'forwards', from: 0, limit: Infinity });
      expect(found).toEqual(model.forwards(hashOf(stream), 0));
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { buildForChild } from './built-child.js';
import { auditLog } from './log-audit.js';
import { killRounds } from './kill-rounds.js';

const ROUNDS = 4;

let built: string;
beforeAll(async () => {
  built = await buildForChild('libs/event-store');
});
afterAll(() => rm(built, { recursive: true, force: true }));

describe('kill -9 in the middle of group commits', () => {
  it(`loses no acknowledged event, keeps no half batch and no gap (${ROUNDS} rounds; npm run faults:kill for more)`, async () => {
    const report = await killRounds(ROUNDS, ['--no-warnings', join(built, 'test/faults/appender-child.js')]);
    expect(report.faults).toEqual([]);
    expect(report.rounds).toBe(ROUNDS);
    expect(report.acknowledged).toBeGreaterThan(ROUNDS);
  });

  it('would see a lost, a doubled and a torn append', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kill-audit-'));
    const store = openEmbeddedEventStore(directory);
    const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];
    const event = (id: string): Parameters<typeof store.append>[2][number] => ({
      id,
      type: 'Noted',
      data: { batch: id, size: id === a ? 2 : 1 },
      metadata: {},
    });
    await store.append('s', 'no-stream', [event(a), event(b)]);
    await store.append('s', 1, [event(b)]);
    await store.close();
    const { faults } = await auditLog(directory, [
      { stream: 's', revision: 1, ids: [a, 'lost'] },
      { stream: 'other', revision: 0, ids: [a] },
    ]);
    expect(faults).toEqual([
      `event ${b} is there twice`,
      `of batch ${a}, 1 of 2 are there`,
      `of batch ${b}, 2 of 1 are there`,
      'acknowledged event lost is lost',
      `event ${a} stands elsewhere`,
    ]);
    await rm(directory, { recursive: true, force: true });
  });
});

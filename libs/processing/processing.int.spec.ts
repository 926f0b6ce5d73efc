import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { type Answer } from '#deciding/decisions.js';
import { contextOf } from '#deciding/context.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore } from '#event-store/port.js';
import { Command } from '#messages/command.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Text } from '#messages/fields.js';
import { ProcessHost } from './process-host.js';
import { at, cancel, perform, processNamed, send } from './process.js';
import { processingMigrations } from './schema.js';
import { timers } from './timers.js';

const nothingHappened: Answer = {
  id: 'x',
  stream: 'x',
  revision: undefined,
  position: undefined,
  commandId: 'x',
  events: [],
};

class Baked {
  static readonly type = 'Baked';
  static readonly version = 1;
  @Text('Which') cake!: string;
}
class Eaten {
  static readonly type = 'Eaten';
  static readonly version = 1;
  @Text('Which') cake!: string;
}
@Command({ summary: 'x', roles: ['system'], example: {} })
class ThrowAway {
  @Text('Which') cake!: string;
}
const throwAway = (cake: string) => Object.assign(new ThrowAway(), { cake });

const freshness = processNamed('freshness')
  .when(Baked, ({ data, metadata }) => [
    perform('taste', data.cake),
    at(metadata.occurredAt.replace('T09', 'T21'), data.cake, send(throwAway(data.cake))),
  ])
  .when(Eaten, ({ data }) => [cancel(data.cake)]);

describe('processes and timers, driven from the stored log', () => {
  let database: Database;
  let store: EventStore;
  let directory: string;
  let now: string;
  let sent: { readonly cake: string; readonly commandId: string }[];
  let tasted: string[];
  let failing: number;

  beforeAll(async () => {
    database = await openDatabase({ directory: mkdtempSync(join(tmpdir(), 'processing-db-')) });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await migrate(database, processingMigrations);
    await database.script('DELETE FROM process_checkpoint; DELETE FROM process_timer');
    directory = mkdtempSync(join(tmpdir(), 'processing-'));
    store = await openEventStore({ directory });
    [now, sent, tasted, failing] = ['2019-08-01T10:00:00.000Z', [], [], 0];
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const host = () =>
    new ProcessHost(
      [freshness],
      {
        store,
        database,
        registry: eventRegistry(Baked, Eaten),
        look: { at: () => Promise.reject(new Error()), reference: () => Promise.reject(new Error()) },
        execute: (command) => {
          if (failing-- > 0) return Promise.reject(new Error('store away'));
          sent.push({ cake: (command as ThrowAway).cake, commandId: contextOf(command).commandId });
          return Promise.resolve(nothingHappened);
        },
        tasks: {
          taste: (cake) => {
            if (failing-- > 0) return Promise.reject(new Error('no fork'));
            tasted.push(cake);
            return Promise.resolve();
          },
        },
        logger: pino({ enabled: false }),
      },
      { now: () => now },
    );

  let nth = 0;
  const happens = async (type: string, cake: string): Promise<void> => {
    nth += 1;
    await store.append(`cake-${cake}`, 'any', [
      {
        id: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
        type,
        data: { cake },
        metadata: { schemaVersion: 1, correlationId: 'c', occurredAt: '2019-08-01T09:00:00.000Z' },
      },
    ]);
  };
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  /** Runs a host until all processes have seen the whole log and nothing is due. */
  const playOut = async (): Promise<void> => {
    const running = host();
    running.start();
    await until(() => running.processes().every(({ status }) => status === 'live'));
    await running.stop();
  };

  it('does what an event asks for once, also when started again', async () => {
    await happens('Baked', 'sponge');
    await playOut();
    await happens('Baked', 'plum');
    await playOut();
    expect(tasted).toStrictEqual(['sponge', 'plum']);
  });

  it('losing its tables only means doing it again under the same command ids', async () => {
    await happens('Baked', 'sponge');
    now = '2019-08-02T00:00:00.000Z';
    for (let run = 0; run < 2; run += 1) {
      const running = host();
      running.start();
      await until(() => sent.length === run + 1);
      await running.stop();
      await database.script('DELETE FROM process_checkpoint; DELETE FROM process_timer');
    }
    expect(tasted).toStrictEqual(['sponge', 'sponge']);
    expect(sent.map(({ cake }) => cake)).toStrictEqual(['sponge', 'sponge']);
    expect(new Set(sent.map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('a timer fires when its time has come, not before, and not when it was cancelled', async () => {
    await happens('Baked', 'sponge');
    await happens('Baked', 'plum');
    await happens('Eaten', 'plum');
    await playOut();
    expect(sent).toStrictEqual([]);
    now = '2019-08-01T21:00:00.000Z';
    const running = host();
    running.start();
    await until(() => sent.length > 0);
    await running.stop();
    expect(sent.map(({ cake }) => cake)).toStrictEqual(['sponge']);
    await playOut();
    expect(sent).toHaveLength(1);
  });

  it('after downtime it fires all that came due meanwhile, oldest first', async () => {
    await happens('Baked', 'b');
    await happens('Baked', 'a');
    now = '2019-09-01T00:00:00.000Z';
    const running = host();
    running.start();
    await until(() => sent.length === 2);
    await running.stop();
    expect(sent.map(({ cake }) => cake)).toStrictEqual(['a', 'b']);
  });

  it('timers that cannot be done, however many, keep no other waiting', async () => {
    now = '2019-09-01T00:00:00.000Z';
    failing = 300;
    for (let n = 0; n < 300; n += 1) {
      const key = `stuck-${String(n).padStart(3, '0')}`;
      await timers.set(database, 'freshness', key, '2019-08-01T00:00:00.000Z', 'e', send(throwAway('stuck')));
    }
    await timers.set(database, 'freshness', 'well', '2019-08-31T00:00:00.000Z', 'e', send(throwAway('well')));
    const running = host();
    while (sent.length === 0) await running.timers.fireDue();
    expect(sent.map(({ cake }) => cake)).toStrictEqual(['well']);
    expect(await timers.backlog(database, now)).toStrictEqual([{ process: 'freshness', set: 300, due: 300 }]);
  });

  it('what cannot be done now is waited for, in order, and nothing is skipped', async () => {
    failing = 3;
    await happens('Baked', 'sponge');
    await happens('Baked', 'plum');
    const running = host();
    running.start();
    await until(() => running.processes().some(({ failure }) => failure === 'no fork'));
    await until(() => tasted.length === 2);
    await running.stop();
    expect(tasted).toStrictEqual(['sponge', 'plum']);
  });
});

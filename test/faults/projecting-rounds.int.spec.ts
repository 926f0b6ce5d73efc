import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareTemplate } from '#database/pglite/template.js';
import { noPostgresBecause, postgresServer } from '#test/support/postgres.js';
import { buildForChild } from './built-child.js';
import { newDatabaseOn } from './new-database.js';
import { projectingRounds } from './projecting-rounds.js';
import { toyModels } from './toy-models.js';

let built: string;
beforeAll(async () => {
  await prepareTemplate();
  const libs = ['database', 'event-store', 'kernel', 'messages', 'projecting'];
  built = await buildForChild(...libs.map((each) => `libs/${each}`));
}, 60_000);
afterAll(() => rm(built, { recursive: true, force: true }));

async function expectExact(rounds: number, newDatabase: () => Promise<string>): Promise<void> {
  const child = ['--no-warnings', join(built, 'test/faults/projecting-child.js')];
  const report = await projectingRounds({ rounds, child, newDatabase, models: toyModels });
  expect(report.differences).toEqual([]);
  expect(report.events).toBeGreaterThan(rounds);
}

describe('kill -9 of a worker under live writes and rebuilds (npm run faults:projections for more)', () => {
  it(
    'leaves rows on PGlite that equal a fresh replay',
    () => expectExact(1, () => Promise.resolve('')),
    60_000,
  );

  const onServer = () => expectExact(2, () => newDatabaseOn(postgresServer().url));
  const title = 'leaves rows on PostgreSQL that equal a fresh replay';
  if (noPostgresBecause === undefined) it(title, onServer, 60_000);
  else it.skip(`${title} [skipped: ${noPostgresBecause}]`, onServer);
});

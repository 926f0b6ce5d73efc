import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { playHistory } from '#apps/ledgerctl/simulation/play-history.js';
import { openEventStore } from '#event-store/open.js';
import { productModels } from './product-models.js';
import { reportedRounds, roundsOf } from './reported-rounds.js';

/**
 * `npm run faults:models -- --rounds 50 --events 3000`: as `faults:projections`, with all read models of the product
 * on an invented history.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, events: { type: 'string', default: '3000' } },
});
const dataDir = await mkdtemp(join(tmpdir(), 'history-rounds-'));
try {
  const log = join(dataDir, 'log');
  const store = await openEventStore({ directory: log });
  const { simulation } = await playHistory({
    ...{ dataDir, store, oneByOne: false, policyVersion: 'faults', priceListId: 'EXAMPLE', seed: 'faults' },
    ...{ events: Number(values.events), years: 4, until: '2026-06-30T00:00:00.000Z' },
  });
  await simulation.parts.close();
  await store.close();
  const program = fileURLToPath(new URL('./history-child.js', import.meta.url));
  await reportedRounds(roundsOf(values.rounds), productModels, ['--no-warnings', program, log]);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { callersOf } from '#access/callers.js';
import { hashOfToken } from '#access/bearer-token.js';
import { grantableRoles } from '#access/token-file.js';
import { catalogueDecisions } from '#catalogue/application/index.js';
import { clockDecisions } from '#clock/move-clock.js';
import { Configuration } from '#config/configuration.js';
import { type Binding } from '#deciding/binding.js';
import { DecisionRunner } from '#deciding/runner.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { type EventStore } from '#event-store/port.js';
import { institutionsDecisions } from '#institutions/application/index.js';
import { type Clock, systemClock } from '#kernel/time.js';
import { createLogger } from '#observability/logger.js';
import { createMetrics } from '#observability/metrics.js';
import { orderingDecisions, orderingPolicies } from '#ordering/application/index.js';
import { AesSealer } from '#privacy/aes-sealer.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';
import { type ApiDependencies } from '../api-dependencies.js';
import { noOperations } from './no-operations.js';
import { noReadModels } from './no-read-models.js';
import { createApi } from '../create-api.js';
import { Stopping } from '../edge/stopping.js';

/** An API on an event log of its own. */
export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly store: EventStore;
  /** What was logged, line by line. */
  readonly log: readonly string[];
  readonly stopping: Stopping;
  close(): Promise<void>;
}

export interface TestOptions {
  readonly config?: Partial<Configuration>;
  /** Puts something between the API and the log. */
  readonly wrap?: (store: EventStore) => EventStore;
  readonly clock?: Clock;
  readonly replace?: Partial<ApiDependencies>;
}

/** Who calls: `admin` holds every role, `candidate` only that, `scoped` acts for one institution. */
export const tokens = { admin: 'led_admin', candidate: 'led_candidate', scoped: 'led_scoped' } as const;
export const scopedInstitution = 'ins_00000000000000000000000001';

const entry = (
  token: string,
  id: string,
  roles = grantableRoles,
  institutions: readonly string[] = ['*'],
) => ({
  sha256: hashOfToken(token),
  kind: 'user',
  id,
  roles,
  institutions,
});

export async function startTestApi({
  config = {},
  clock = systemClock,
  wrap = (store) => store,
  replace = {},
}: TestOptions = {}): Promise<TestApi> {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-api-'));
  const opened = openEmbeddedEventStore(join(directory, 'log'));
  const store = wrap(opened);
  const keyRing = openFileKeyRing(join(directory, 'keys.db'), { create: true });
  const log: string[] = [];
  const stopping = new Stopping();
  const bindings: readonly Binding[] = [
    ...catalogueDecisions,
    ...institutionsDecisions(new AesSealer(keyRing)),
    ...orderingDecisions(orderingPolicies({ priceListId: 'VL-2019' })),
    ...clockDecisions(() => Promise.resolve()),
  ];
  const app = await createApi({
    config: Object.assign(new Configuration(), { publicUrl: 'https://ledger.example' }, config),
    store,
    runner: new DecisionRunner({
      store,
      clock,
      keyedHash: (text) => keyRing.keyedHash('command', text).toString('base64url'),
      policyVersion: 'test',
      tzdb: 'test',
    }),
    bindings,
    clock,
    readModels: noReadModels,
    operations: noOperations,
    callers: callersOf([
      entry(tokens.admin, 'admin'),
      entry(tokens.candidate, 'candidate', ['candidate']),
      entry(tokens.scoped, 'scoped', grantableRoles, [scopedInstitution]),
    ]),
    logger: createLogger({ level: 'debug', name: 'api', to: { write: (line) => void log.push(line) } }),
    registry: createMetrics({ ofProcess: false }),
    stopping,
    ...replace,
  });
  return {
    app,
    store,
    log,
    stopping,
    close: async () => {
      await app.close();
      await opened.close();
      await keyRing.close();
      rmSync(directory, { recursive: true });
    },
  };
}

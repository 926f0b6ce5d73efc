import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { type Callers } from '#access/callers.js';
import { allEvents } from '#composition/all-events.js';
import { listening } from '#config/listening.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type Logger } from '#observability/logger.js';
import { type Registry } from '#observability/metrics.js';
import { processesProgress } from '#processing/status.js';
import { projectionOperations } from '#projecting/operations.js';
import { projectors } from '#read-models/projectors.js';
import { createApi } from './create-api.js';
import { Stopping } from './edge/stopping.js';

export interface StartedApi {
  readonly app: NestFastifyApplication;
  /** Where it listens; the port is the real one, also when 0 was asked for. */
  readonly address: string;
  stop(): Promise<void>;
}

/** The HTTP edge over an open ledger, listening. */
export async function startApi(
  ledger: Ledger,
  {
    callers,
    logger,
    registry,
  }: { readonly callers: Callers; readonly logger: Logger; readonly registry: Registry },
): Promise<StartedApi> {
  const { configuration: config, store, runner, bindings, clock, reads, database } = ledger;
  const stopping = new Stopping();
  const app = await createApi({
    config,
    store,
    runner,
    bindings,
    clock,
    readModels: { reads, ready: () => database.query('SELECT 1') },
    operations: {
      projections: projectionOperations({ database, store, registry: allEvents }, projectors),
      processes: () => processesProgress(database, clock.now()),
    },
    callers,
    logger,
    registry,
    stopping,
  });
  const { host, port } = config;
  const at = { host, port, hostVariable: 'LEDGER_HOST', portVariable: 'LEDGER_PORT' };
  await listening(at, () => app.listen(port, host));
  return {
    app,
    address: await app.getUrl(),
    async stop() {
      stopping.begin();
      await pause(config.drainMs);
      await app.close();
    },
  };
}

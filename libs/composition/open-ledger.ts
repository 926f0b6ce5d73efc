import { join } from 'node:path';
import { type Configuration } from '#config/configuration.js';
import { makeDataDirectory } from '#config/data-directory.js';
import { DevelopmentClock } from '#clock/development-clock.js';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { type Binding, type Look } from '#deciding/binding.js';
import { DecisionRunner } from '#deciding/runner.js';
import { type CodeStreamServices } from '#entitlement/application/index.js';
import { type EventStore } from '#event-store/port.js';
import { openEventStore } from '#event-store/open.js';
import { tzdbVersion } from '#kernel/calendar.js';
import { type Clock, systemClock } from '#kernel/time.js';
import { AesSealer } from '#privacy/aes-sealer.js';
import { type KeyRing } from '#privacy/key-ring.js';
import { type Sealer } from '#privacy/sealer.js';
import { lastReportsOf } from '#read-models/provider-activity/last-reports.js';
import { ModelReads } from '#projecting/model-reads.js';
import { allDecisions } from './all-decisions.js';
import { expectRights } from './database-rights.js';
import { migrations } from './migrations.js';
import { openKeyRing } from './open-key-ring.js';

/** Everything that decides: opened once per process, the same for the api, the worker and the embedded default. */
export interface Ledger {
  readonly configuration: Configuration;
  readonly store: EventStore;
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly runner: DecisionRunner;
  readonly look: Look;
  /** The door of all queries. */
  readonly reads: ModelReads;
  readonly bindings: readonly Binding[];
  /** What writes events beside the runner needs to write them alike. */
  readonly recording: CodeStreamServices;
  /** Development only. */
  readonly developmentClock: DevelopmentClock | undefined;
  close(): Promise<void>;
}

/**
 * Opens event log, read database and key ring as the configuration names them, and binds every decision.
 * The one place where the two shapes, embedded and production, differ.
 * @throws ConfigurationError, StoreFailure, DatabaseFailure, KeyRingUnusable with one sentence for the operator
 */
export async function openLedger(configuration: Configuration): Promise<Ledger> {
  const { dataDir, eventstoreUrl, databaseUrl, mode, policyVersion } = configuration;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(resource: T): T => {
    opened.unshift(resource);
    return resource;
  };
  const close = async () => {
    for (const resource of opened) await resource.close();
  };
  try {
    if (eventstoreUrl === undefined || databaseUrl === undefined) makeDataDirectory(dataDir);
    const store = keep(await openEventStore({ url: eventstoreUrl, directory: join(dataDir, 'log') }));
    const database = keep(await openDatabase({ url: databaseUrl, directory: join(dataDir, 'read-model') }));
    await expectRights(database, { isMigrated: false });
    await migrate(database, migrations);
    await expectRights(database, { isMigrated: true });
    const reads = keep(await ModelReads.open(database, configuration.queryWaitMs, lastReportsOf(database)));
    const keyRing = keep(await openKeyRing(configuration, database, store));
    const developmentClock = mode === 'development' ? keep(new DevelopmentClock()) : undefined;
    await developmentClock?.follow(store);
    const sealer = new AesSealer(keyRing);
    const clock = developmentClock ?? systemClock;
    const tzdb = tzdbVersion ?? 'unknown';
    const keyedHash = (purpose: string, text: string) => keyRing.keyedHash(purpose, text);
    const commandHash = (text: string) => keyedHash('command', text).toString('base64url');
    const runner = new DecisionRunner({ store, clock, keyedHash: commandHash, policyVersion, tzdb });
    const bindings = allDecisions({
      sealer,
      store,
      keyedHash,
      developmentClock,
      priceListId: configuration.priceList,
    });
    runner.register(bindings);
    return {
      configuration,
      store,
      database,
      keyRing,
      sealer,
      clock,
      runner,
      look: runner.look,
      reads,
      bindings,
      recording: { store, clock, keyedHash, policyVersion, tzdb },
      developmentClock,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

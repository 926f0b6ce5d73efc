import { type Logger } from 'pino';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database } from '#database/database.js';
import { type Look } from '#deciding/binding.js';
import { type EventStore, type Feed, type StoredEvent } from '#event-store/port.js';
import { type EventRegistry, UnknownEvent } from '#messages/event-registry.js';
import { metadataFromJson } from '#messages/metadata.js';
import { checkpoints } from './checkpoints.js';
import { type Doing, doDeed } from './doer.js';
import { type Effect, type Happening, type Process } from './process.js';
import { timers } from './timers.js';

export interface ProcessEnvironment extends Doing {
  readonly store: EventStore;
  readonly database: Database;
  readonly registry: EventRegistry;
  readonly look: Look;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export type ProcessStatus = 'starting' | 'live' | 'catching up' | 'waiting' | 'stopped';

/** How often the checkpoint is stored while nothing concerns the process; effects store it at once. */
const idleStride = 500;
const longestPauseMs = 30_000;

/** Drives one process from the stored log, from its checkpoint on, at least once. */
export class ProcessRunner {
  status: ProcessStatus = 'starting';
  /** What it is waiting for, while it is. */
  failure: string | undefined;
  private feed: Feed | undefined;
  private stopping = false;
  private done: Promise<void> = Promise.resolve();
  private readonly stopped = new AbortController();

  constructor(
    readonly process: Process,
    private readonly environment: ProcessEnvironment,
  ) {}

  start(): void {
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.stopped.abort();
    await this.feed?.close();
    await this.done;
    this.status = 'stopped';
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        await this.follow(() => (failures = 0));
      } catch (error) {
        failures += 1;
        await this.wait(error, failures);
      }
    }
  }

  private async follow(wentWell: () => void): Promise<void> {
    const { store, database } = this.environment;
    const after = await checkpoints.load(database, this.process.name);
    const types = [...this.process.reactions.keys()];
    const feed = store.subscribe({
      filter: { typePrefixes: types },
      ...(after === undefined ? {} : { after }),
    });
    this.feed = feed;
    this.status = 'catching up';
    let unsaved = 0;
    try {
      for await (const message of feed) {
        if (this.stopping) return;
        const position = message.kind === 'event' ? message.event.position : message.position;
        const acted = message.kind === 'event' && (await this.react(message.event));
        if (message.kind === 'caught-up') this.status = 'live';
        wentWell();
        this.failure = undefined;
        unsaved += 1;
        if (position !== undefined && (acted || unsaved >= idleStride || message.kind !== 'event')) {
          await checkpoints.save(database, this.process.name, position);
          unsaved = 0;
        }
      }
    } finally {
      await feed.close();
    }
  }

  private async react(stored: StoredEvent): Promise<boolean> {
    const react = this.process.reactions.get(stored.type);
    if (react === undefined) return false;
    const metadata = metadataFromJson(stored.metadata);
    const event = this.environment.registry.read(stored.type, metadata.schemaVersion, stored.data);
    const { id, stream, position } = stored;
    const happening: Happening = { ...event, id, stream, position, metadata, stored };
    const effects = await react(happening, this.environment.look);
    for (const [index, effect] of effects.entries()) await this.carryOut(happening, effect, index);
    return effects.length > 0;
  }

  private async carryOut(
    { id, metadata, position }: Happening,
    effect: Effect,
    index: number,
  ): Promise<void> {
    const { name } = this.process;
    const { database } = this.environment;
    if (effect.kind === 'timer') await timers.set(database, name, effect.key, effect.at, id, effect.then);
    else if (effect.kind === 'cancel') await timers.cancel(database, name, effect.key);
    else {
      const cause = { eventId: id, correlationId: metadata.correlationId, position };
      await doDeed(this.environment, name, cause, effect, String(index));
    }
  }

  /** The log is the order of things: what cannot be done now is waited for, never skipped. */
  private async wait(error: unknown, failures: number): Promise<void> {
    if (this.stopping) return;
    this.status = 'waiting';
    this.failure = error instanceof Error ? error.message : String(error);
    const level = error instanceof UnknownEvent || failures > 3 ? 'error' : 'warn';
    this.environment.logger[level]({ manager: this.process.name, failures, error }, 'a process waits');
    const pauseMs = Math.min(longestPauseMs, 100 * 2 ** failures) * (0.5 + Math.random() / 2);
    await pause(pauseMs, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}

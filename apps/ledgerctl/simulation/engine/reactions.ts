import { type Look } from '#deciding/binding.js';
import { type StoredEvent } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { metadataFromJson } from '#messages/metadata.js';
import { type Doing, doDeed } from '#processing/doer.js';
import { type Effect, type Happening, type Process } from '#processing/process.js';
import { type SimulatedTimers } from './simulated-timers.js';

type Watcher = (happening: Happening) => void;
interface EventType<D extends object> {
  new (): D;
  readonly type: string;
}

export interface Reacting extends Doing {
  readonly registry: EventRegistry;
  readonly look: Look;
  readonly timers: SimulatedTimers;
}

/**
 * Lets the processes of the product react to each event, in the order of the log and one after the other, with the
 * commands and command ids that their runners would send. A worker that follows such a log finds all of it done.
 */
export class Reactions {
  private recorded: StoredEvent[] = [];
  private readonly reacting: ReadonlyMap<string, readonly Process[]>;
  private readonly watchers = new Map<string, Watcher[]>();

  constructor(
    processes: readonly Process[],
    private readonly parts: Reacting,
  ) {
    const reactions = processes.flatMap((process) =>
      [...process.reactions.keys()].map((type) => ({ type, process })),
    );
    this.reacting = new Map(
      [...Map.groupBy(reactions, ({ type }) => type)].map(([type, found]) => [
        type,
        found.map(({ process }) => process),
      ]),
    );
  }

  /** Somebody of the world outside who hears of an event and makes plans. */
  watch<D extends object>(type: EventType<D>, watcher: (happening: Happening<D>) => void): void {
    // The registry has validated the payload as that class before a watcher sees it.
    this.watchers.set(type.type, [...(this.watchers.get(type.type) ?? []), watcher as Watcher]);
  }

  recordedEvents(events: readonly StoredEvent[]): void {
    this.recorded.push(...events);
  }

  /** Until nothing more follows from what has happened. */
  async settle(): Promise<void> {
    for (let done = 0; done < this.recorded.length; done += 1) {
      const event = this.recorded[done];
      if (event !== undefined) await this.react(event);
    }
    this.recorded = [];
  }

  private async react(stored: StoredEvent): Promise<void> {
    const processes = this.reacting.get(stored.type) ?? [];
    const watchers = this.watchers.get(stored.type) ?? [];
    if (processes.length === 0 && watchers.length === 0) return;
    const { id, stream, position } = stored;
    const metadata = metadataFromJson(stored.metadata);
    const event = this.parts.registry.read(stored.type, metadata.schemaVersion, stored.data);
    const happening: Happening = { ...event, id, stream, position, metadata, stored };
    for (const { name, reactions } of processes) {
      const effects = (await reactions.get(stored.type)?.(happening, this.parts.look)) ?? [];
      for (const [index, effect] of effects.entries()) await this.carryOut(name, happening, effect, index);
    }
    for (const watcher of watchers) watcher(happening);
  }

  private async carryOut(
    process: string,
    happening: Happening,
    effect: Effect,
    index: number,
  ): Promise<void> {
    const { id, position, metadata } = happening;
    const { timers } = this.parts;
    if (effect.kind === 'timer') timers.set(process, effect.key, effect.at, id, effect.then);
    else if (effect.kind === 'cancel') timers.cancel(process, effect.key);
    else {
      const cause = { eventId: id, correlationId: metadata.correlationId, position };
      await doDeed(this.parts, process, cause, effect, String(index));
    }
  }
}

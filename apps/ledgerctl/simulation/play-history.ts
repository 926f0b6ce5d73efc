import { demoPriceCommands, loadSeed, type Send, seedCommands } from '#catalogue/seed/index.js';
import { inContext } from '#deciding/context.js';
import { type EventStore } from '#event-store/port.js';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import { Dice } from './engine/dice.js';
import { openSimulation } from './engine/open-simulation.js';
import { type Simulation } from './engine/simulation.js';
import { actors } from './world/callers.js';
import { listen } from './world/granted.js';
import { LiveThings } from './world/live-things.js';
import { Pacing } from './world/pacing.js';
import { Postbox } from './world/postbox.js';
import { World } from './world/world.js';

export interface HistoryOptions {
  readonly dataDir: string;
  readonly store: EventStore;
  readonly oneByOne: boolean;
  readonly policyVersion: string;
  readonly priceListId: string;
  readonly seed: string;
  /** How many events, a few more at most: what has begun is brought to its end. */
  readonly events: number;
  /** When they should be reached; the history begins so many years before. */
  readonly until: string;
  readonly years: number;
}

export interface History {
  readonly simulation: Simulation;
  readonly world: World;
  readonly from: string;
}

/**
 * Invents a history by the real deciders and processes, on an empty log: the same options make the same events, byte
 * for byte. @throws ConfigurationError unless the log is empty
 */
export async function playHistory(options: HistoryOptions): Promise<History> {
  const { seed, events, years } = options;
  const until = millisecondsOf(options.until);
  const from = until - years * 365.25 * 86_400_000;
  const live = new LiveThings();
  const simulation = await openSimulation({ ...options, from: instantOf(from), found: live });
  const { execute, reactions } = simulation.parts;
  const send: Send = (command, commandId) =>
    execute(inContext(command, { caller: actors.system, commandId, correlationId: commandId }));
  // Prices are of products that are listed.
  for (const commands of [seedCommands(), demoPriceCommands()]) await loadSeed(send, commands);
  await reactions.settle();
  const largestOrder = Math.max(20, Math.min(5000, Math.floor(events / 60)));
  const world = new World(simulation, new Dice(seed), live, new Postbox(), largestOrder);
  listen(world);
  new Pacing(world, { events, from, until }).begin();
  await simulation.playUntil(events);
  return { simulation, world, from: instantOf(from) };
}

import { join } from 'node:path';
import { type Candidates } from '#apps/worker/candidates.js';
import { compromisedCodes } from '#apps/worker/compromised-codes.js';
import { tasksOf } from '#apps/worker/tasks.js';
import { allDecisions } from '#composition/all-decisions.js';
import { allEvents } from '#composition/all-events.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { type CommandContext, contextOf, inContext } from '#deciding/context.js';
import { type Answer } from '#deciding/decisions.js';
import { DecisionRunner } from '#deciding/runner.js';
import { Issuer } from '#entitlement/application/index.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { processes } from '#fulfilment/processes/index.js';
import { tzdbVersion } from '#kernel/calendar.js';
import { Refusal } from '#kernel/refusal.js';
import { millisecondsOf } from '#kernel/time.js';
import { AesSealer } from '#privacy/aes-sealer.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';
import { doDeed } from '#processing/doer.js';
import { generatedSupply } from '#supply/application/index.js';
import { Agenda } from './agenda.js';
import { BufferedKeys } from './buffered-keys.js';
import { BufferedStore } from './buffered-store.js';
import { Dice, predictableBytes } from './dice.js';
import { Reactions } from './reactions.js';
import { simulatedMail } from './simulated-mail.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedTimers } from './simulated-timers.js';
import { Simulation } from './simulation.js';
import { Tally } from './tally.js';

export interface SimulationOptions {
  /** Where the key ring goes; `key-ring.db` in it. */
  readonly dataDir: string;
  readonly store: EventStore;
  /** A store that does not keep the order of appends that are under way together. */
  readonly oneByOne: boolean;
  readonly policyVersion: string;
  readonly priceListId: string;
  readonly seed: string;
  /** When the history begins. */
  readonly from: string;
  /** What the tasks of processes would find in the read models. */
  readonly found: Found;
}

export interface Found {
  codesAssignedTo(personRef: string): readonly string[];
  entitlementsUnder(agreementId: string): readonly string[];
  codesDisclosed(disclosureId: string): readonly string[];
}

const silent = { info: () => undefined, warn: () => undefined };

/** @throws ConfigurationError unless the log is empty */
export async function openSimulation(options: SimulationOptions): Promise<Simulation> {
  const { seed, dataDir, policyVersion } = options;
  if ((await options.store.head()) !== undefined)
    throw new ConfigurationError('A history is only invented for an empty ledger: this log holds events.');
  const random = predictableBytes(seed);
  const newSalt = () => random(32).toString('base64url');
  const clock = new SimulatedClock(millisecondsOf(options.from));
  const agenda = new Agenda();
  const tally = new Tally();
  const keys: { buffered?: BufferedKeys } = {};
  const keyRing = openFileKeyRing(join(dataDir, 'key-ring.db'), {
    create: true,
    random,
    through: (file) => (keys.buffered = new BufferedKeys(file)),
  });
  const store = new BufferedStore(options.store, {
    oneByOne: options.oneByOne,
    beforeWrite: async () => keys.buffered?.write(),
    onAppended: (events) => onAppended(events),
  });
  const keyedHash = (purpose: string, text: string) => keyRing.keyedHash(purpose, text);
  const tzdb = tzdbVersion ?? 'unknown';
  const recording = { store, clock, keyedHash, policyVersion, tzdb, newSalt };
  const sealer = new AesSealer(keyRing, random);
  const runner = new DecisionRunner({
    ...recording,
    keyedHash: (text) => keyedHash('command', text).toString('base64url'),
    // Two runs must not differ in how old a look is.
    referenceMaxAgeMs: -1,
  });
  const { priceListId } = options;
  const bindings = allDecisions({ sealer, store, keyedHash, developmentClock: undefined, priceListId });
  runner.register(bindings);
  const byClass = new Map<unknown, (typeof bindings)[number]>(bindings.map((each) => [each.command, each]));
  const execute = async (command: object): Promise<Answer> => {
    const binding = byClass.get(command.constructor);
    if (binding === undefined) throw new Error(`${command.constructor.name} has no binding`);
    const outcome = await runner.run(binding, command, contextOf(command));
    return outcome instanceof Refusal ? outcome : { ...outcome };
  };
  const { look } = runner;
  const supply = generatedSupply(random);
  const send = (command: object, context: CommandContext) => execute(inContext(command, context));
  const issuer = new Issuer({ ...recording, sealer, supply, send, random });
  const candidates = candidatesIn({ store, look }, options.found);
  const mail = simulatedMail({ look, clock, dice: new Dice(`${seed}/mail`), execute });
  const tasks = tasksOf({ store, look, clock, keyRing, issuer, candidates, mail }, execute, silent);
  const doing = { execute, tasks, logger: silent };
  const timers = new SimulatedTimers(agenda, ({ process, key, eventId, then }) =>
    doDeed(doing, process, { eventId, correlationId: eventId }, then, key),
  );
  const reactions = new Reactions(processes, { ...doing, registry: allEvents, look, timers });
  const onAppended = (events: readonly StoredEvent[]): void => {
    tally.recorded(events);
    reactions.recordedEvents(events);
  };
  const close = async () => {
    await store.write();
    await keyRing.close();
  };
  return new Simulation({ clock, agenda, tally, store, look, reactions, timers, execute, close });
}

type Log = Parameters<typeof compromisedCodes>[0];

const candidatesIn = (log: Log, found: Found): Candidates => ({
  codesAssignedTo: (personRef) => found.codesAssignedTo(personRef),
  entitlementsUnder: (agreementId) => found.entitlementsUnder(agreementId),
  // E-learning is not sold any more: no history holds any.
  legacyUnder: () => [],
  compromisedCodes: (compromiseId) =>
    compromisedCodes(log, compromiseId, (disclosureId) => found.codesDisclosed(disclosureId)),
});

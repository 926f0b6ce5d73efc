import { type Given } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { Refusal, refusalOf } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { type EventStore } from '#event-store/port.js';
import { streamOf } from './aggregate.js';
import { appendAt, appendClaiming } from './appending.js';
import { type Attempt, dryReceipt, mayTouch, receiptOf, tenantWith } from './attempt.js';
import { type Binding, type Look } from './binding.js';
import { giveBackClaims } from './claims.js';
import { type CommandContext } from './context.js';
import { normaliseInstants } from '#messages/normalise.js';
import { FoldCache, type Folded, foldOn } from './fold-cache.js';
import { type KeyedHash, hashOfCommand, subCommandId } from './identity.js';
import { type Receipt } from './receipt.js';
import { lookWithin, NotYours } from './look-within.js';
import { EventRecorder } from './recording.js';
import { KeyReused, NotFound, RevisionChanged, TooContended } from './refusals.js';
import { RecentCommands } from './recent-commands.js';

export interface DecidingOptions {
  readonly store: EventStore;
  readonly clock: Clock;
  /** For the hash of a command's body. */
  readonly keyedHash: KeyedHash;
  readonly policyVersion: string;
  readonly tzdb: string;
  readonly newSalt?: () => string;
  /** How often a decision is taken anew when others write to the same stream. */
  readonly maxAttempts?: number;
  readonly referenceMaxAgeMs?: number;
}

/** `undefined`: somebody else wrote first, decide anew. */
type Outcome = Receipt | Refusal | undefined;

/** Loads, decides, and appends at the revision it read; the only writer of the domain's streams. */
export class DecisionRunner {
  private readonly cache: FoldCache;
  readonly look: Look;
  private readonly recent = new RecentCommands();
  private readonly bindings = new Map<unknown, Binding>();

  constructor(private readonly options: DecidingOptions) {
    this.cache = new FoldCache(options.store);
    const maxAge = options.referenceMaxAgeMs ?? 1000;
    this.look = {
      at: async (aggregate, id) => {
        const folded = this.cache.fresh(aggregate, id);
        return (folded instanceof Promise ? await folded : folded).state;
      },
      reference: async (aggregate, id) => {
        const folded = this.cache.recent(aggregate, id, maxAge);
        return (folded instanceof Promise ? await folded : folded).state;
      },
    };
  }

  /** Makes the commands known to each other, for `Look.tell`. */
  register(bindings: readonly Binding[]): void {
    for (const binding of bindings) this.bindings.set(binding.command, binding);
  }

  /** A refused rule is an answer, not an exception. @throws StoreFailure, InvalidEvent, UnknownEvent */
  async run(binding: Binding, command: object, context: CommandContext): Promise<Receipt | Refusal> {
    normaliseInstants(binding.command, command);
    const id = binding.id(command, context);
    if (id instanceof Refusal) return id;
    const stream = streamOf(binding.aggregate, id);
    const attempt = {
      binding,
      command,
      context,
      id,
      stream,
      hash: hashOfCommand(this.options.keyedHash, binding.command.name, command),
      hasClaimed: false,
    };
    const known = this.recent.conflicts(context.commandId, attempt.hash) ? KeyReused() : undefined;
    if (known !== undefined) return known;
    const outcome = await this.decideUntilSettled(attempt);
    if (outcome instanceof Refusal && attempt.hasClaimed) await this.giveBack(attempt);
    if (!(outcome instanceof Refusal) && outcome.events.length > 0 && context.dryRun !== true) {
      this.recent.add(context.commandId, attempt.hash);
    }
    return outcome;
  }

  private async decideUntilSettled(attempt: Attempt): Promise<Receipt | Refusal> {
    const { binding, context, id } = attempt;
    const { maxAttempts = 24 } = this.options;
    const isNew = binding.startsStream && context.dryRun !== true && context.pinned === undefined;
    const read = this.cache.some(binding.aggregate, id, isNew);
    let { folded, fresh } = read instanceof Promise ? await read : read;
    for (let tries = 1; tries <= maxAttempts; tries += 1) {
      const outcome = await this.decideOnce(attempt, folded);
      // A no from a cached state may be a stale no: look at the log before it is given.
      const settled =
        outcome !== undefined && (fresh || !(outcome instanceof Refusal || outcome.events.length === 0));
      if (settled) return outcome;
      if (outcome === undefined) {
        if (context.pinned !== undefined) return RevisionChanged({ expected: context.pinned });
        if (tries > 2) await jitter(tries);
      }
      folded = await this.cache.fresh(binding.aggregate, id);
      fresh = true;
    }
    return TooContended();
  }

  private async decideOnce(attempt: Attempt, folded: Folded): Promise<Outcome> {
    const { binding, command, context } = attempt;
    const first = folded.commands.get(context.commandId);
    if (first !== undefined) {
      if (first.hash !== attempt.hash) return KeyReused();
      return first.refused === undefined ? receiptOf(attempt, first) : refusalOf(first.refused);
    }
    // Before anything is decided: even a refusal would tell that the thing exists, and what it is like.
    if (!mayTouch(attempt, folded, [])) return NotFound();
    if (context.pinned !== undefined && context.pinned !== folded.revision) {
      return RevisionChanged({ expected: context.pinned, actual: folded.revision });
    }
    const facts = await this.factsFor(attempt, folded);
    if (facts instanceof Refusal) return facts;
    const decided = binding.decide(command, folded.state, this.given(context, facts));
    const events = decided instanceof Refusal ? (decided.events as readonly DomainEvent[]) : decided;
    if (decided instanceof Refusal && events.length === 0) return decided;
    if (!mayTouch(attempt, folded, events)) return NotFound();
    if (context.dryRun === true)
      return decided instanceof Refusal ? decided : dryReceipt(attempt, folded, events);
    if (events.length === 0) return receiptOf(attempt, { ...folded, events: [] });
    const refused = decided instanceof Refusal ? decided : undefined;
    const recorded = await this.record(attempt, folded, events, refused);
    return refused !== undefined && recorded !== undefined && !(recorded instanceof Refusal)
      ? refused
      : recorded;
  }

  private async factsFor({ binding, command, context }: Attempt, folded: Folded): Promise<unknown> {
    try {
      return await binding.facts(command, this.lookFor(context), context, folded.state);
    } catch (error) {
      if (error instanceof NotYours) return NotFound();
      throw error;
    }
  }

  private lookFor(context: CommandContext): Look {
    const look = context.caller.institutions === '*' ? this.look : lookWithin(this.look, context.caller);
    if (context.dryRun === true) return look;
    const tell = (command: object, part = ''): Promise<Receipt | Refusal> => {
      const binding = this.bindings.get(command.constructor);
      if (binding === undefined) throw new Error(`${command.constructor.name} has no binding`);
      const { pinned: _, ...rest } = context;
      return this.run(binding, command, {
        ...rest,
        commandId: subCommandId(context.commandId, binding.command.name + part),
      });
    };
    return { ...look, tell };
  }

  private given(context: CommandContext, facts: unknown): Given<unknown> {
    return {
      now: this.options.clock.now(),
      actor: context.caller,
      commandId: context.commandId,
      tzdb: this.options.tzdb,
      facts,
      ...(context.reason === undefined ? {} : { reason: context.reason }),
    };
  }

  private async record(
    attempt: Attempt,
    folded: Folded,
    events: readonly DomainEvent[],
    refused: Refusal | undefined,
  ): Promise<Outcome> {
    const { binding, command, stream } = attempt;
    const recorder = this.recorderFor(attempt, refused);
    const tenant = tenantWith(binding, folded, events);
    const { revision, recordedAt } = folded;
    const toAppend = recorder.record(binding.aggregate.events, stream, revision, recordedAt, events, tenant);
    // What is recorded of a refused attempt claims nothing.
    const claims = refused === undefined ? binding.claims(command) : [];
    const appended =
      claims.length === 0
        ? await appendAt(this.options.store, stream, revision, toAppend)
        : await appendClaiming(this.options.store, attempt, claims, recorder, revision, toAppend);
    if (appended === undefined || appended instanceof Refusal) return appended;
    const after = foldOn(
      binding.aggregate,
      folded,
      toAppend.map((event, index) => ({
        ...event,
        stream,
        revision: revision + 1 + index,
        position: appended.position,
      })),
    );
    this.cache.put(binding.aggregate, stream, { ...after, checkedAt: performance.now() });
    return receiptOf(attempt, { ...appended, events: events.map((event) => event.type) });
  }

  private async giveBack(attempt: Attempt): Promise<void> {
    const { binding, command, id, stream } = attempt;
    const { commands } = await this.cache.fresh(binding.aggregate, id);
    const recorder = this.recorderFor(attempt, undefined);
    await giveBackClaims(
      this.options.store,
      binding.claims(command),
      stream,
      (each) => commands.has(each),
      recorder,
    );
  }

  private recorderFor({ binding, context, hash }: Attempt, refused: Refusal | undefined): EventRecorder {
    const { clock, policyVersion, tzdb, newSalt } = this.options;
    return new EventRecorder(context, {
      commandType: binding.command.name,
      commandHash: hash,
      refused: refused?.type.code,
      now: clock.now(),
      policyVersion,
      tzdb,
      newSalt,
    });
  }
}

const jitter = (tries: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 ** tries)));

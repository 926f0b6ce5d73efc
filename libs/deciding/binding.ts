import { type Decision } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type CommandClass } from '#messages/command.js';
import { type Aggregate } from './aggregate.js';
import { type CommandContext } from './context.js';
import { type Receipt } from './receipt.js';

/** Reads other streams for a decision: folds of the log, never projections. */
export interface Look {
  /** The state as of now. */
  at<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string): Promise<S>;
  /** Reference data that changes rarely: at most a second old. */
  reference<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string): Promise<S>;
  /**
   * Lets another stream decide first, as part of this command: same caller, a command id derived from this one's.
   * Several commands of one class are told apart by `part`. Absent in a dry run.
   */
  readonly tell?: (command: object, part?: string) => Promise<Receipt | Refusal>;
}

/** A unique value that a command takes for its stream before it records anything, such as an invoice number. */
export interface Claim {
  /** What is unique, such as `invoice`. */
  readonly kind: string;
  readonly value: string;
  /** The refusal when somebody else has it. */
  readonly taken: Refusal;
}

export interface CommandBinding<C extends object, S, E extends DomainEvent, F> {
  readonly command: CommandClass<C>;
  /** Id of the stream that decides; for a new thing, derived from the command id. A refusal is given before any look-up. */
  readonly id: (command: C, context: CommandContext) => string | Refusal;
  /**
   * The id is derived from the command id: nothing stands there unless this very command has been here before. So it is
   * decided without a look, and the append, which expects no stream, is the look.
   */
  readonly startsStream?: boolean;
  /** What the decision needs from other streams, or a refusal when it cannot be had. */
  readonly facts: (
    command: C,
    look: Look,
    context: CommandContext,
    state: S,
  ) => Promise<F | Refusal> | F | Refusal;
  readonly decide: Decision<C, S, E, F>;
  readonly claims?: (command: C) => readonly Claim[];
  /** What the answer tells beside the receipt; runs after the events are durable, and again for a repeat. */
  readonly answer?: (command: C, receipt: Receipt) => Promise<object>;
}

/** A binding whose types have been checked and forgotten, as the runner keeps it. */
export interface Binding {
  readonly command: CommandClass;
  readonly aggregate: Aggregate<unknown>;
  readonly id: (command: object, context: CommandContext) => string | Refusal;
  readonly startsStream: boolean;
  readonly facts: (command: object, look: Look, context: CommandContext, state: unknown) => unknown;
  readonly decide: Decision<object, unknown, DomainEvent, unknown>;
  readonly claims: (command: object) => readonly Claim[];
  readonly answer: ((command: object, receipt: Receipt) => Promise<object>) | undefined;
}

/** The commands that one kind of stream decides. */
export interface Decides<S, E extends DomainEvent> {
  readonly bindings: readonly Binding[];
  on<C extends object>(binding: Omit<CommandBinding<C, S, E, undefined>, 'facts'>): Decides<S, E>;
  on<C extends object, F>(binding: CommandBinding<C, S, E, F>): Decides<S, E>;
}

export function decisionsOf<S, E extends DomainEvent>(
  aggregate: Aggregate<S, E>,
  bindings: readonly Binding[] = [],
): Decides<S, E> {
  return {
    bindings,
    on<C extends object, F>(
      binding: Omit<CommandBinding<C, S, E, F>, 'facts'> & Partial<Pick<CommandBinding<C, S, E, F>, 'facts'>>,
    ) {
      const { command, id, startsStream = false, facts = () => undefined } = binding;
      const { decide, claims = () => [], answer } = binding;
      // The runner only ever hands a binding its own command class, its own state and its own facts.
      const erased = { command, aggregate, id, startsStream, facts, decide, claims, answer } as unknown;
      return decisionsOf(aggregate, [...bindings, erased as Binding]);
    },
  };
}

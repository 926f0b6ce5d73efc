import { type DomainEvent } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type StoredEvent } from '#event-store/port.js';
import { type Look } from '#deciding/binding.js';
import { type EventMetadata } from '#messages/metadata.js';

/** A stored event, read at its newest version. */
export interface Happening<D extends object = object> extends DomainEvent<string, D> {
  readonly id: string;
  readonly stream: string;
  readonly position: string;
  readonly metadata: EventMetadata;
  readonly stored: StoredEvent;
}

/** Work that is more than one command, such as issuing the codes of an entitlement; safe to do again. */
export interface TaskEffect {
  readonly kind: 'task';
  readonly task: string;
  readonly subject: string;
}

export interface CommandEffect {
  readonly kind: 'command';
  readonly command: object;
}

export type Deed = TaskEffect | CommandEffect;

/** What a process wants done: data, so that replaying it does nothing by itself. */
export type Effect =
  | Deed
  /** Replaces the timer of the same key. */
  | { readonly kind: 'timer'; readonly key: string; readonly at: Instant; readonly then: Deed }
  | { readonly kind: 'cancel'; readonly key: string };

export const send = (command: object): CommandEffect => ({ kind: 'command', command });
export const perform = (task: string, subject: string): TaskEffect => ({ kind: 'task', task, subject });
export const at = (when: Instant, key: string, then: Deed): Effect => ({
  kind: 'timer',
  key,
  at: when,
  then,
});
export const cancel = (key: string): Effect => ({ kind: 'cancel', key });

type Reaction = (happening: Happening, look: Look) => readonly Effect[] | Promise<readonly Effect[]>;

/**
 * The mirror of a decider: events in, effects out. It is driven from the stored log, at least once; the commands
 * it sends carry ids derived from the event, so that sending them again changes nothing.
 */
export interface Process {
  readonly name: string;
  readonly reactions: ReadonlyMap<string, Reaction>;
}

interface EventType<D extends object> {
  new (): D;
  readonly type: string;
}

/** Builds a process: `processNamed('granting').when(OrderInvoiced, (event) => [send(…)])`. */
export const processNamed = (name: string, reactions: ReadonlyMap<string, Reaction> = new Map()) => ({
  name,
  reactions,
  when<D extends object>(
    type: EventType<D>,
    react: (happening: Happening<D>, look: Look) => readonly Effect[] | Promise<readonly Effect[]>,
  ) {
    if (reactions.has(type.type)) throw new Error(`process ${name} reacts to ${type.type} twice`);
    // The registry has validated the payload as that class before a reaction sees it.
    return processNamed(name, new Map([...reactions, [type.type, react as Reaction]]));
  },
});

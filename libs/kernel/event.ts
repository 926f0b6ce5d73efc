import { type Instant } from './time.js';

/** The class of an event: its payload's fields, its stable name and its schema version. */
export interface EventClass<T extends string = string, D extends object = object> {
  new (): D;
  readonly type: T;
  readonly version: number;
}

/** The data rules a decision rested on; it goes into the event's metadata (I34). */
export interface Basis {
  readonly priceList?: string;
  readonly calendar?: string;
  readonly policies?: readonly string[];
}

export interface DomainEvent<T extends string = string, D extends object = object> {
  readonly type: T;
  readonly data: D;
  /** Business time, when it is not the time of the command. */
  readonly occurredAt?: Instant;
  readonly basis?: Basis;
}

/** The event union of a list of event classes. */
export type EventOf<C> = C extends EventClass<infer T, infer D> ? DomainEvent<T, Readonly<D>> : never;

export interface EventOptions {
  readonly occurredAt?: Instant;
  readonly basis?: Basis;
}

/** A new fact of class `type`. */
export function event<T extends string, D extends object>(
  type: EventClass<T, D>,
  // Readonly: a payload is plain data of the class's shape, never an instance of it.
  data: Readonly<D>,
  options: EventOptions = {},
): DomainEvent<T, Readonly<D>> {
  return { type: type.type, data, ...options };
}

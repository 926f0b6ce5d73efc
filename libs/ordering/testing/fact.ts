import { type DomainEvent, type EventClass, event, type EventOptions } from '#kernel/event.js';

/** An event whose payload a spec may spread into another one. */
export const fact = <T extends string, D extends object>(
  type: EventClass<T, D>,
  data: D,
  options?: EventOptions,
): DomainEvent<T, Readonly<D>> => event(type, data, options);

import { type EventClass } from '#kernel/event.js';
import { type Position, type StoredEvent } from '#event-store/port.js';
import { type EventMetadata } from '#messages/metadata.js';
import { type Table } from './table.js';
import { type Writer } from './writer.js';

/** A stored event with its payload in the newest version. */
export interface ProjectedEvent<D extends object = object> {
  readonly id: string;
  readonly type: string;
  readonly data: D;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly metadata: EventMetadata;
  /** As it is in the log, in the version that was recorded. */
  readonly stored: StoredEvent;
}

export type Handler<D extends object = object> = (event: ProjectedEvent<D>, write: Writer) => void;

export interface HandlerEntry {
  /** Undefined: every event. */
  readonly type: string | undefined;
  readonly handle: Handler;
}

/** What a projector does with one type of event. Pure: it has the event and the writer, and nothing else. */
export const on = <D extends object>(type: EventClass<string, D>, handle: Handler<D>): HandlerEntry => ({
  type: type.type,
  handle: handle as Handler,
});

export const onEvery = (handle: Handler): HandlerEntry => ({ type: undefined, handle });

/**
 * One read model: its tables and how events change them. A change of what it writes needs a new `version`;
 * the engine then builds the new tables beside the ones that are read.
 */
export interface Projector {
  /** Kebab case, stable: `order-board`. */
  readonly name: string;
  readonly version: number;
  readonly tables: readonly Table[];
  readonly handlers: readonly HandlerEntry[];
  /**
   * True when each row is changed by the events of one stream only: several shards may then work on it.
   * Otherwise one shard applies the whole log in its order.
   */
  readonly rowsOfOneStream: boolean;
}

/** The handlers of each type, in their order; asked once for a projector and then for every event. */
export function handlersByType(projector: Projector): (type: string) => readonly Handler[] {
  const known = new Map<string, readonly Handler[]>();
  return (type) => {
    let handlers = known.get(type);
    if (handlers === undefined) {
      const [mine, every] = [type, undefined].map((of) =>
        projector.handlers.filter((each) => each.type === of).map(({ handle }) => handle),
      );
      handlers = [...(mine ?? []), ...(every ?? [])];
      known.set(type, handlers);
    }
    return handlers;
  };
}

/** The tenant of what an event writes. */
export const tenantOf = (event: ProjectedEvent): string => event.metadata.institutionId ?? '';

import { randomUUID } from 'node:crypto';
import { fold } from '#kernel/decider.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore } from '#event-store/port.js';
import { type BenchStore } from '../peer.js';

/** The product's event store, through its port and nothing beside it. */
export const benchStoreOver = (store: EventStore): BenchStore => ({
  append: (stream, from, events) =>
    store.append(
      stream,
      from < 0 ? 'no-stream' : from,
      events.map((event) => ({ id: randomUUID(), ...event })),
    ),
  async load(stream, of) {
    let state = of.initial;
    for await (const event of store.readStream(stream)) state = fold(of, [event], state);
    return state;
  },
  async readAll(onEvent) {
    for await (const event of store.readAll()) onEvent(event);
  },
  close: () => store.close(),
});

export const openOurs = async (directory: string): Promise<BenchStore> =>
  benchStoreOver(await openEventStore({ directory }));

import { expect, it } from '@jest/globals';
import { type FeedChunk, type Position, type StoredEvent } from '../port.js';
import { all, eventsIn, type Given, ids, newEvents, readUntil, takeEvents, unique } from './fixtures.js';

export function subscribing({ store }: Given): void {
  it('catches up, says so, and is live from then on', async () => {
    const stream = unique('feed');
    const [before, after] = [newEvents(700), newEvents(5)];
    await store().append(stream, 'no-stream', before);
    const kinds: string[] = [];
    const seen: StoredEvent[] = [];
    const feed = store().subscribe({ filter: { streamPrefixes: [stream] } });
    for await (const message of feed) {
      if (message.kind !== 'progress') kinds.push(message.kind);
      if (message.kind === 'event') seen.push(message.event);
      if (message.kind === 'caught-up' && seen.length === before.length)
        await store().append(stream, 'exists', after);
      if (seen.length === before.length + after.length) break;
    }
    expect(ids(seen)).toEqual(ids([...before, ...after]));
    expect(kinds.indexOf('caught-up')).toBe(before.length);
    expect(seen).toEqual(await all(store().readStream(stream)));
  });

  it('sees every event once and in order while others write: no gap, no double at the hand-over', async () => {
    const stream = unique('feed');
    const writing = (async () => {
      for (let n = 0; n < 60; n++) await store().append(`${stream}-${n % 7}`, 'any', newEvents(1 + (n % 4)));
    })();
    const total = Array.from({ length: 60 }, (_, n) => 1 + (n % 4)).reduce((sum, n) => sum + n, 0);
    const filter = { streamPrefixes: [stream] };
    const feeds = await Promise.all([1, 2, 3].map(() => takeEvents(store().subscribe({ filter }), total)));
    await writing;
    const stored = await all(store().readAll({ filter }));
    for (const seen of feeds) expect(seen).toEqual(stored);
  });

  it('resumes after any position', async () => {
    const stream = unique('feed');
    await store().append(stream, 'no-stream', newEvents(9));
    const filter = { streamPrefixes: [stream] };
    const stored = await all(store().readAll({ filter }));
    for (const [n, event] of stored.slice(0, -1).entries()) {
      const rest = await takeEvents(
        store().subscribe({ filter, after: event.position }),
        stored.length - n - 1,
      );
      expect(rest).toEqual(stored.slice(n + 1));
    }
  });

  it('subscribes without a filter', async () => {
    const stream = unique('feed');
    const head = await store().head();
    const events = newEvents(3);
    const feed = store().subscribe(head === undefined ? {} : { after: head });
    await store().append(stream, 'no-stream', events);
    const last = events.at(-1)?.id;
    const messages = await readUntil(
      feed,
      (message) => message.kind === 'event' && message.event.id === last,
    );
    expect(ids(eventsIn(messages).filter((event) => event.stream === stream))).toEqual(ids(events));
  });

  it('filters by type', async () => {
    const stream = unique('feed');
    const [noted, marked] = [newEvents(3, `${stream}Noted`), newEvents(2, `${stream}Marked`)];
    await store().append(stream, 'no-stream', [...noted, ...marked]);
    const seen = await takeEvents(store().subscribe({ filter: { typePrefixes: [`${stream}Marked`] } }), 2);
    expect(ids(seen)).toEqual(ids(marked));
  });

  it('tells how far it is while nothing matches, and nothing is missed from there', async () => {
    const stream = unique('feed');
    const head = await store().head();
    for (let n = 0; n < 3; n++) await store().append(unique('other'), 'no-stream', newEvents(700));
    const filter = { streamPrefixes: [stream] };
    const from = head === undefined ? {} : { after: head };
    const messages = await readUntil(
      store().subscribe({ filter, ...from }),
      (message) => message.kind === 'progress',
    );
    const last = messages.at(-1);
    const reached = last?.kind === 'progress' ? last.position : undefined;
    if (head !== undefined) expect(String(reached) > head).toBe(true);
    const events = newEvents(2);
    await store().append(stream, 'no-stream', events);
    expect(ids(await takeEvents(store().subscribe({ filter, after: String(reached) }), 2))).toEqual(
      ids(events),
    );
  });

  it('never reports a position before an event that it has not delivered', async () => {
    const stream = unique('feed');
    const filter = { streamPrefixes: [stream] };
    const head = await store().head();
    for (let n = 0; n < 8; n++) {
      await store().append(unique('other'), 'no-stream', newEvents(90));
      await store().append(stream, 'any', newEvents(1));
    }
    let left = 8;
    const messages = await readUntil(
      store().subscribe(head === undefined ? { filter } : { filter, after: head }),
      (message) => message.kind === 'event' && --left === 0,
    );
    const positions = messages.flatMap((message): Position[] => {
      const position = message.kind === 'event' ? message.event.position : message.position;
      return position === undefined ? [] : [position];
    });
    expect(positions).toEqual(positions.toSorted());
  });

  it('serves a slow consumer everything, as fast as it takes it', async () => {
    const stream = unique('feed');
    const seen: string[] = [];
    const written: string[] = [];
    for await (const message of store().subscribe({ filter: { streamPrefixes: [stream] } })) {
      if (message.kind === 'event') seen.push(message.event.id);
      if (written.length < 400) {
        const events = newEvents(8);
        await store().append(stream, 'any', events);
        written.push(...ids(events));
      }
      if (seen.length === 400) break;
    }
    expect(seen).toEqual(written.slice(0, 400));
  });

  it('hands out by chunk what it hands out by message, and is live there too', async () => {
    const stream = unique('feed');
    const [before, after] = [newEvents(700), newEvents(5)];
    await store().append(stream, 'no-stream', before);
    await store().append(unique('other'), 'no-stream', newEvents(3));
    const chunks: FeedChunk[] = [];
    const feed = store().subscribe({ filter: { streamPrefixes: [stream] } });
    const seen = (): StoredEvent[] => chunks.flatMap(({ events }) => events);
    for await (const chunk of feed.chunks()) {
      chunks.push(chunk);
      if (chunk.caughtUp && seen().length === before.length) await store().append(stream, 'exists', after);
      if (seen().length === before.length + after.length) break;
    }
    await feed.close();
    expect(seen()).toEqual(await all(store().readStream(stream)));
    expect(chunks.length).toBeLessThan(before.length);
    const hasCaughtUp = chunks.findIndex(({ caughtUp }) => caughtUp);
    expect(chunks.slice(0, hasCaughtUp + 1).flatMap(({ events }) => events)).toHaveLength(before.length);
    const positions = chunks.flatMap(({ events, position }) => [
      ...events.map((event) => event.position),
      ...(position === undefined ? [] : [position]),
    ]);
    expect(positions).toEqual(positions.toSorted());
  });

  it('holds no event back in a chunk while others write what does not concern it', async () => {
    const stream = unique('feed');
    const head = await store().head();
    const feed = store().subscribe(head === undefined ? {} : { after: head });
    const chunks = feed.chunks()[Symbol.asyncIterator]();
    const seen: string[] = [];
    const written: string[] = [];
    for (let n = 0; n < 5; n++) {
      const events = newEvents(1 + n);
      await store().append(stream, 'any', events);
      written.push(...ids(events));
      while (seen.length < written.length) {
        const chunk = await chunks.next();
        if (chunk.done === true) throw new Error('The feed ended.');
        seen.push(...ids(chunk.value.events.filter((event) => event.stream === stream)));
      }
    }
    await feed.close();
    expect(seen).toEqual(written);
  });

  it('ends when it is closed, also while it waits', async () => {
    const feed = store().subscribe({ filter: { streamPrefixes: [unique('none')] } });
    for await (const message of feed) {
      if (message.kind === 'caught-up') setImmediate(() => void feed.close());
    }
    await feed.close();
  });
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FeedChunk, type StoredEvent } from '#event-store/port.js';
import { type ModelFeed, SharedLog } from './shared-log.js';
import { GrowingLog } from './testing/growing-log.js';

const atMost = (events: number) => ({ events, characters: Number.MAX_SAFE_INTEGER });

/** A model that takes chunks when it is told to. */
class Model {
  readonly seen: string[] = [];
  /** The last that it was given. */
  event: StoredEvent | undefined;
  caughtUp = 0;
  private readonly chunks: AsyncIterator<FeedChunk>;

  constructor(
    readonly feed: ModelFeed,
    readonly at = '',
  ) {
    this.chunks = feed.chunks()[Symbol.asyncIterator]();
  }

  async take(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done === true) return false;
    const { value } = next;
    for (const { position } of value.events) this.seen.push(position);
    this.event = value.events.at(-1) ?? this.event;
    if (value.caughtUp) this.caughtUp += 1;
    return true;
  }

  async takeAll(): Promise<this> {
    const before = this.caughtUp;
    while (this.caughtUp === before) await this.take();
    return this;
  }

  async stop(): Promise<void> {
    await this.feed.close();
    await this.chunks.return?.();
  }
}

const follow = (log: SharedLog, at = ''): Model => new Model(log.subscribe(at), at);

describe('models that share the log', () => {
  it('have each event read once for all of them, and get the same one', async () => {
    const store = new GrowingLog(100);
    const log = new SharedLog(store, atMost(1000));
    const models = [follow(log), follow(log), follow(log)];
    for (const model of models) await model.takeAll();
    for (const { seen } of models) expect(seen).toEqual(store.positions());
    expect(models[1]?.event).toBe(models[0]?.event);
    expect(store.read).toBe(100);
    expect(store.feeds).toBe(1);
  });

  it('wait together for what comes, and each is woken', async () => {
    const store = new GrowingLog(10);
    const log = new SharedLog(store, atMost(1000));
    const models = [await follow(log).takeAll(), await follow(log).takeAll()];
    const waiting = models.map((model) => model.take());
    store.grow(3);
    expect(await Promise.all(waiting)).toEqual([true, true]);
    for (const { seen } of models) expect(seen).toEqual(store.positions());
    expect(store.read).toBe(13);
  });

  it('miss nothing that is appended between two reads', async () => {
    const store = new GrowingLog(8);
    const log = new SharedLog(store, atMost(1000));
    const [one, two] = [follow(log), follow(log)];
    await one.take();
    store.grow(4);
    await two.take();
    await one.takeAll();
    // The reading has said that it is live; what comes before the next look at it must not be behind that.
    store.grow(4);
    await two.takeAll();
    store.grow(1);
    for (const model of [one, two]) while (model.seen.at(-1) !== store.positions().at(-1)) await model.take();
    for (const { seen } of [one, two]) expect(seen).toEqual(store.positions());
    expect(store.read).toBe(17);
  });

  it('are not held up by one that is slow: it falls off, misses nothing, and comes back', async () => {
    const store = new GrowingLog(8);
    const log = new SharedLog(store, atMost(20));
    const [slow, quick, other] = [follow(log), follow(log), follow(log)];
    await slow.take();
    store.grow(92);
    await quick.takeAll();
    await other.takeAll();
    expect(slow.seen).toHaveLength(8);
    expect(quick.seen).toEqual(store.positions());
    await slow.takeAll();
    expect(slow.seen).toEqual(store.positions());
    // Read a second time, for the slow one and the one that came after the quick one, as far as they were behind.
    expect(store.read).toBeLessThanOrEqual(3 * 100);
    expect(store.open()).toBe(1);
    const before = store.read;
    const waiting = [slow, quick, other].map((model) => model.take());
    store.grow(5);
    await Promise.all(waiting);
    expect(store.read).toBe(before + 5);
    for (const { seen } of [slow, quick, other]) expect(seen).toEqual(store.positions());
  });

  it('join where the others stand after a start from a checkpoint, in the middle of what was read', async () => {
    const store = new GrowingLog(30);
    const log = new SharedLog(store, atMost(1000));
    const first = await follow(log).takeAll();
    const at = first.seen[12] ?? '';
    const second = await follow(log, at).takeAll();
    expect(second.seen).toEqual(first.seen.slice(13));
    expect(store.read).toBe(30);
  });

  it('are told of the end only with all that was stored when they joined, whatever the others were told before', async () => {
    const store = new GrowingLog(0);
    const log = new SharedLog(store, atMost(1000));
    const early = await follow(log).takeAll();
    expect(early.caughtUp).toBe(1);
    // The others are busy, and have not asked for these yet.
    store.grow(20);
    const joining = await follow(log).takeAll();
    expect(joining).toMatchObject({ seen: store.positions(), caughtUp: 1 });
    expect([store.feeds, store.read]).toEqual([1, 20]);
  });

  it('are refused beyond the end of the log, as by the store itself, also while others read there', async () => {
    const store = new GrowingLog(5);
    const log = new SharedLog(store, atMost(1000));
    const live = await follow(log).takeAll();
    await expect(follow(log, '000009').take()).rejects.toMatchObject({ kind: 'corrupt' });
    store.grow(1);
    await live.take();
    expect(live.seen).toEqual(store.positions());
  });

  it('do not follow one that begins anew, and those that begin anew share a reading of their own', async () => {
    const store = new GrowingLog(200);
    const log = new SharedLog(store, atMost(64));
    const live = await follow(log, store.positions()[199]).takeAll();
    const [one, two] = [follow(log), follow(log)];
    for (let n = 0; n < 5; n += 1) await Promise.all([one.take(), two.take()]);
    expect(live.seen).toEqual([]);
    expect(store.feeds).toBe(2);
    while (one.caughtUp + two.caughtUp < 2)
      await Promise.all([one, two].filter(({ caughtUp }) => caughtUp === 0).map((model) => model.take()));
    expect(store.read).toBe(200);
    expect(two.seen).toEqual(store.positions());
    expect(store.open()).toBe(1);
  });

  it('hold no more than they may, however far one is behind', async () => {
    const store = new GrowingLog(8);
    const log = new SharedLog(store, atMost(40));
    const behind = follow(log);
    await behind.take();
    store.grow(5000);
    const [quick, later] = [follow(log), follow(log, store.positions()[4000])];
    await later.takeAll();
    await quick.takeAll();
    expect(behind.seen).toHaveLength(8);
    // One reading of those in front, one of who came to its end from behind.
    expect(await store.alive()).toBeLessThanOrEqual(2 * (40 + store.chunk));
  });

  it('hold no more than four times that, however many begin at places of their own', async () => {
    const store = new GrowingLog(8000);
    const log = new SharedLog(store, atMost(40));
    const models = Array.from({ length: 16 }, (_, n) => follow(log, store.positions()[n * 500]));
    for (let n = 0; n < 20; n += 1) for (const model of models) await model.take();
    expect(store.open()).toBe(16);
    expect(await store.alive()).toBeLessThanOrEqual(4 * 40 + 16 * store.chunk);
  });

  it('hold fewer when they are large', async () => {
    const store = new GrowingLog(1000);
    const log = new SharedLog(store, { events: 1000, characters: 100 });
    const first = await follow(log).takeAll();
    const before = store.read;
    await follow(log, first.seen[900]).takeAll();
    expect(store.read).toBeGreaterThan(before);
  });

  it('stop reading when nobody is left', async () => {
    const store = new GrowingLog(10);
    const log = new SharedLog(store, atMost(1000));
    const [one, two] = [await follow(log).takeAll(), await follow(log).takeAll()];
    await one.stop();
    expect(store.open()).toBe(1);
    const waiting = two.take();
    await two.feed.close();
    expect(await waiting).toBe(false);
    expect(store.open()).toBe(0);
  });

  it('are told of a failure after what came before it, all of them, and begin again', async () => {
    const store = new GrowingLog(24);
    store.failAfter = 16;
    const log = new SharedLog(store, atMost(1000));
    const models = [follow(log), follow(log)];
    for (const model of models) await model.take();
    for (const model of models) {
      await expect(model.takeAll()).rejects.toThrow('lost');
      expect(model.seen).toHaveLength(16);
    }
    expect(store.open()).toBe(0);
    store.failAfter = Infinity;
    const again = models.map(({ seen }) => follow(log, seen.at(-1)));
    for (const model of again) expect((await model.takeAll()).seen).toEqual(store.positions().slice(16));
    expect(store.feeds).toBe(2);
  });

  it('see each event once and in order, whoever is quick, slow, stopped or started, while the log grows', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ take: fc.nat(4) }) },
      { weight: 2, arbitrary: fc.record({ grow: fc.integer({ min: 1, max: 30 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ start: fc.nat(4), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
      },
      { weight: 1, arbitrary: fc.record({ repeat: fc.integer({ min: 1, max: 9 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 80 }),
        fc.integer({ min: 1, max: 50 }),
        async (steps, held) => {
          const store = new GrowingLog(20);
          const log = new SharedLog(store, atMost(held));
          const models = Array.from({ length: 5 }, () => follow(log));
          const pending = new Map<Model, Promise<boolean>>();
          for (const each of steps) {
            if ('grow' in each) store.grow(each.grow);
            else if ('repeat' in each) store.repeats = each.repeat;
            else if ('take' in each) {
              const model = models[each.take] as Model;
              // One that waits at the end of the log is left waiting.
              if (!pending.has(model))
                pending.set(
                  model,
                  model.take().finally(() => pending.delete(model)),
                );
              await new Promise(setImmediate);
            } else {
              await models[each.start]?.feed.close();
              const all = store.positions();
              models[each.start] = follow(log, all[Math.floor(each.at * (all.length - 1))]);
            }
          }
          store.grow(1);
          await Promise.all(
            models.map(async (model) => {
              while (model.seen.at(-1) !== store.positions().at(-1))
                await (pending.get(model) ?? model.take());
            }),
          );
          for (const model of models)
            expect(model.seen).toEqual(store.positions().filter((each) => each > model.at));
          expect(store.open()).toBeLessThanOrEqual(models.length);
          await Promise.all(models.map((model) => model.stop()));
          expect(store.open()).toBe(0);
        },
      ),
    );
  });
});

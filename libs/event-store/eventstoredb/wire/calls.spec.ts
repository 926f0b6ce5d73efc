import { EventEmitter } from 'node:events';
import { setImmediate as soon } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type EventStoreDBClient } from '@eventstore/db-client';
import { meaningOf } from '../client-error.js';
import { TimedOut } from '../patience.js';
import { AppendRefused } from './append-message.js';
import { BatchAppends } from './append-call.js';
import { type AnswerStream, ReadCall } from './read-call.js';
import { type ReadAnswer } from './read-message.js';

/** A call of gRPC as far as it is used: what the server says is emitted. */
class FakeCall extends EventEmitter implements AnswerStream {
  readonly done: string[] = [];
  readonly written: Buffer[] = [];
  writableNeedDrain = false;
  pause = (): void => void this.done.push('pause');
  resume = (): void => void this.done.push('resume');
  cancel = (): void => void this.done.push('cancel');
  write = (message: Buffer): void => void this.written.push(message);
}

const event = (revision: number): ReadAnswer => ({ kind: 'checkpoint', position: String(revision) });
const lost = Object.assign(new Error('lost'), { code: 14, details: 'lost', metadata: undefined });

describe('one read', () => {
  const reading = (): { call: FakeCall; read: ReadCall } => {
    const call = new FakeCall();
    const read = new ReadCall((attach) => {
      attach(call);
      return Promise.resolve(call);
    });
    return { call, read };
  };

  it('takes together what came together, and ends', async () => {
    const { call, read } = reading();
    const chunks = Array.fromAsync(read.chunks());
    await soon();
    for (const n of [1, 2, 3]) {
      call.emit('data', event(n));
      // As from one packet: each in a turn of its own, before anything else is looked at.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    await soon();
    await soon();
    call.emit('data', event(4));
    call.emit('end');
    expect(await chunks).toEqual([[event(1), event(2), event(3)], [event(4)]]);
    expect(call.done).toEqual([]);
  });

  it('slows the server down while its reader does something else', async () => {
    const { call, read } = reading();
    for (let n = 0; n < 511; n++) call.emit('data', event(n));
    expect(call.done).toEqual([]);
    call.emit('data', event(511));
    expect(call.done).toEqual(['pause']);
    expect((await read.chunks().next()).value).toHaveLength(512);
    expect(call.done).toEqual(['pause', 'resume']);
  });

  it('hands out what came before it fails', async () => {
    const { call, read } = reading();
    call.emit('data', event(1));
    call.emit('error', lost);
    const chunks = read.chunks();
    expect((await chunks.next()).value).toEqual([event(1)]);
    await expect(chunks.next()).rejects.toMatchObject({ type: 'unavailable' });
  });

  it('is cancelled when its reader leaves or the server falls silent', async () => {
    const left = reading();
    left.call.emit('data', event(1));
    for await (const _ of left.read.chunks()) break;
    const silent = reading();
    await expect(Array.fromAsync(silent.read.chunks(5))).rejects.toBeInstanceOf(TimedOut);
    await soon();
    for (const { call } of [left, silent]) {
      expect(call.done).toEqual(['cancel', 'resume']);
      // What still comes is heard by nobody, an error too.
      call.emit('error', lost);
    }
  });

  it('ends for a reader that waits when it is cancelled from elsewhere', async () => {
    const { read } = reading();
    const chunks = Array.fromAsync(read.chunks());
    read.cancel();
    expect(await chunks).toEqual([]);
  });

  it('tells why no call could be made', async () => {
    const read = new ReadCall(() => Promise.reject(new Error('Failed to discover')));
    await expect(Array.fromAsync(read.chunks())).rejects.toThrow('Failed to discover');
  });
});

describe('appends', () => {
  const appending = (): { calls: FakeCall[]; append: (stream: string) => Promise<unknown> } => {
    const calls: FakeCall[] = [];
    const client = {
      capabilities: Promise.resolve(),
      callArguments: () => [],
      GRPCStreamCreator: (_: unknown, __: string, create: (grpc: unknown) => FakeCall) => () =>
        Promise.resolve(
          create({
            makeBidiStreamRequest: () => {
              const call = new FakeCall();
              calls.push(call);
              return call;
            },
          }),
        ),
    };
    const appends = new BatchAppends(client as unknown as EventStoreDBClient);
    return { calls, append: (stream) => appends.append(stream, 'any', [], 1000) };
  };
  const success = (number: number) => ({
    number,
    appended: { revision: number, position: 'p' },
    refused: undefined,
  });

  it('travel on one call; each gets its own answer, in whatever order', async () => {
    const { calls, append } = appending();
    const answers = Promise.allSettled([append('a'), append('b'), append('c')]);
    await soon();
    expect(calls).toHaveLength(1);
    const refused = new AppendRefused('stream-deleted', undefined, '');
    calls[0]?.emit('data', success(3));
    calls[0]?.emit('data', { number: 2, appended: undefined, refused });
    calls[0]?.emit('data', success(99));
    calls[0]?.emit('data', success(1));
    expect(await answers).toMatchObject([
      { value: { revision: 1 } },
      { reason: refused },
      { value: { revision: 3 } },
    ]);
  });

  it.each<[string, (call: FakeCall) => void, object]>([
    ['breaks', (call) => call.emit('error', lost), { type: 'unavailable' }],
    ['is ended by the server', (call) => call.emit('end'), { message: 'the server ended the call' }],
  ])('under way fail when their call %s; the next one makes a new call', async (_, end, reason) => {
    const { calls, append } = appending();
    const lostOnes = Promise.allSettled([append('a'), append('b')]);
    await soon();
    calls.forEach(end);
    expect(await lostOnes).toMatchObject([{ reason }, { reason }]);
    const next = append('c');
    await soon();
    calls[1]?.emit('data', success(1));
    expect(await next).toMatchObject({ revision: 1 });
  });

  it.each<[number, string, string]>([
    [1, 'not-leader', 'was not written'],
    [2, 'unknown', 'may be written'],
  ])('of %d under way on a node that is not the leader: each %s, it %s', async (count, meaning) => {
    const { calls, append } = appending();
    const outcomes = Promise.allSettled(Array.from({ length: count }, () => append('a')));
    await soon();
    const leader = { exception: 'not-leader', 'leader-endpoint-host': 'h', 'leader-endpoint-port': '1' };
    const metadata = { getMap: () => leader };
    calls[0]?.emit('error', Object.assign(new Error('not leader'), { code: 5, details: '', metadata }));
    const meanings = (await outcomes).map((each) => each.status === 'rejected' && meaningOf(each.reason));
    expect(meanings).toEqual(Array(count).fill(meaning));
  });

  it('wait while the connection takes no more, and are told as not sent when it breaks then', async () => {
    const { calls, append } = appending();
    const first = append('a');
    await soon();
    const call = calls[0] ?? new FakeCall();
    call.writableNeedDrain = true;
    const waiting = append('b');
    await soon();
    expect(call.written).toHaveLength(1);
    call.writableNeedDrain = false;
    call.emit('drain');
    await soon();
    expect(call.written).toHaveLength(2);
    call.writableNeedDrain = true;
    const never = append('c');
    const outcomes = Promise.allSettled([first, waiting, never]);
    await soon();
    call.emit('error', lost);
    call.emit('close');
    expect(await outcomes).toMatchObject([
      { reason: { type: 'unavailable' } },
      { reason: { type: 'unavailable' } },
      { reason: { code: 14, message: 'the connection was lost before the append was sent' } },
    ]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Decision } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { derivedId, naturalId } from '#kernel/ids.js';
import { Refusal, refusal } from '#kernel/refusal.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore, type EventToAppend, type StoredEvent } from '#event-store/port.js';
import { StoreFailure } from '#event-store/failures.js';
import { Command } from '#messages/command.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Moment, Ref, Text, Whole } from '#messages/fields.js';
import { metadataFromJson } from '#messages/metadata.js';
import { type Aggregate } from './aggregate.js';
import { type Binding, decisionsOf } from './binding.js';
import { type CommandContext } from './context.js';
import { commandIdFor } from './identity.js';
import { type Receipt } from './receipt.js';
import { DecisionRunner } from './runner.js';

const meta = { summary: 'x', roles: [], example: {} } as const;

@Command(meta)
class OpenTill {
  @Text('Institution') institutionId!: string;
  @Text('Note', { optional: true }) note?: string;
}
@Command(meta)
class Pay {
  @Ref('ord', 'Till') tillId!: string;
  @Whole('Amount') amount!: number;
  @Text('Unique receipt number', { optional: true }) receiptNo?: string;
  @Moment('When', { optional: true }) paidAt?: string;
}
@Command(meta)
class Steal {
  @Ref('ord', 'Till') tillId!: string;
}
@Command(meta)
class Empty {
  @Ref('ord', 'Till') tillId!: string;
}
class TillOpened {
  static readonly type = 'TillOpened';
  static readonly version = 1;
  @Text('Institution') institutionId!: string;
}
class Paid {
  static readonly type = 'Paid';
  static readonly version = 1;
  @Whole('Amount') amount!: number;
}
class Emptied {
  static readonly type = 'Emptied';
  static readonly version = 1;
}
class TheftAttempted {
  static readonly type = 'TheftAttempted';
  static readonly version = 1;
}
type TillEvent = EventOf<typeof TillOpened | typeof Paid | typeof Emptied | typeof TheftAttempted>;
interface Till {
  readonly institutionId?: string;
  readonly sum: number;
}
const Full = refusal({ code: 'test-till-full', kind: 'conflict', rules: [], sentence: 'Full.' });
const Closed = refusal({ code: 'test-till-closed', kind: 'not-found', rules: [], sentence: 'Closed.' });
const Taken = refusal({ code: 'test-receipt-taken', kind: 'conflict', rules: [], sentence: 'Taken.' });
const NoTheft = refusal({ code: 'test-no-theft', kind: 'forbidden', rules: [], sentence: 'No.' });

const tills: Aggregate<Till, TillEvent> = {
  category: 'till',
  events: eventRegistry(TillOpened, Paid, Emptied, TheftAttempted),
  fold: {
    initial: { sum: 0 },
    evolve(state, { type, data }) {
      if (type === 'TillOpened') return { ...state, institutionId: data.institutionId };
      if (type === 'Emptied') return { ...state, sum: 0 };
      return type === 'Paid' ? { ...state, sum: state.sum + data.amount } : state;
    },
  },
  tenant: (state) => state.institutionId,
};
const pay: Decision<Pay, Till, TillEvent> = ({ amount }, state) => {
  if (state.institutionId === undefined) return Closed();
  return state.sum + amount > 100 ? Full({ sum: state.sum }) : [event(Paid, { amount })];
};
const [opens, pays, empties, steals] = decisionsOf(tills)
  .on({
    command: OpenTill,
    id: (_, { commandId }) => derivedId('ord', commandId),
    startsStream: true,
    decide: ({ institutionId }, state) =>
      state.institutionId === undefined ? [event(TillOpened, { institutionId })] : [],
  })
  .on({
    command: Pay,
    id: ({ tillId }) => tillId,
    decide: pay,
    claims: ({ receiptNo }) =>
      receiptNo === undefined ? [] : [{ kind: 'receipt', value: receiptNo, taken: Taken() }],
  })
  .on({ command: Empty, id: ({ tillId }) => tillId, decide: () => [event(Emptied, {})] })
  .on({
    command: Steal,
    id: ({ tillId }) => tillId,
    decide: () => NoTheft().recording(event(TheftAttempted, {})),
  }).bindings as readonly [Binding, Binding, Binding, Binding];

const all = { kind: 'user', id: 'ann', roles: [], institutions: '*' } as const;
const context = (key: string, more: Partial<CommandContext> = {}): CommandContext => ({
  caller: all,
  commandId: commandIdFor('ann', key),
  correlationId: 'c',
  ...more,
});

/** The port's own methods and no more. */
const bound = (store: EventStore): EventStore => ({
  append: store.append.bind(store),
  readStream: store.readStream.bind(store),
  readAll: store.readAll.bind(store),
  subscribe: store.subscribe.bind(store),
  head: store.head.bind(store),
  close: store.close.bind(store),
});

describe('DecisionRunner', () => {
  let directory: string;
  let store: EventStore;
  const runnerOn = (over: EventStore, now = () => '2019-08-01T09:00:00.000Z') =>
    new DecisionRunner({
      store: over,
      clock: { now },
      keyedHash: (text) => `h${text}`,
      policyVersion: 'test-policy',
      tzdb: '2025b',
    });
  const command = <C extends object>(type: new () => C, fields: C): C => Object.assign(new type(), fields);
  const receipt = (answer: Receipt | Refusal): Receipt => {
    expect(answer).not.toBeInstanceOf(Refusal);
    return answer as Receipt;
  };
  const refused = (answer: Receipt | Refusal): string => {
    expect(answer).toBeInstanceOf(Refusal);
    return (answer as Refusal).type.code;
  };
  const log = async (): Promise<StoredEvent[]> => Array.fromAsync(store.readAll());
  const openTill = async (runner: DecisionRunner, institutionId = 'school') =>
    receipt(await runner.run(opens, command(OpenTill, { institutionId }), context('open'))).id;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'deciding-'));
    store = await openEventStore({ directory });
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('E19 the same request answers the first receipt, also from another process, and records nothing more', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    const first = receipt(await runner.run(pays, command(Pay, { tillId, amount: 30 }), context('p')));
    await runner.run(pays, command(Pay, { tillId, amount: 5 }), context('q'));
    const again = receipt(
      await runnerOn(store).run(pays, command(Pay, { tillId, amount: 30 }), context('p')),
    );
    expect({ ...again, position: first.position }).toStrictEqual(first);
    expect(await log()).toHaveLength(3);
  });

  it('E19 the same key with another body is refused, on the same stream for ever and on others while remembered', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    await runner.run(pays, command(Pay, { tillId, amount: 30 }), context('p'));
    expect(refused(await runnerOn(store).run(pays, command(Pay, { tillId, amount: 31 }), context('p')))).toBe(
      'idempotency-key-reused',
    );
    const other = { tillId: naturalId('ord', 'other'), amount: 30 };
    expect(refused(await runner.run(pays, command(Pay, other), context('p')))).toBe('idempotency-key-reused');
  });

  it('E19 a new thing is decided without a look, and its key is still answered once and for one body', async () => {
    const reads = jest.spyOn(store, 'readStream');
    const tillId = await openTill(runnerOn(store));
    expect(reads).not.toHaveBeenCalled();
    await runnerOn(store).run(pays, command(Pay, { tillId, amount: 1 }), context('p'));
    const open = (institutionId: string) =>
      runnerOn(store).run(opens, command(OpenTill, { institutionId }), context('open'));
    expect(receipt(await open('school'))).toMatchObject({ id: tillId, revision: 0, events: ['TillOpened'] });
    expect(refused(await open('another'))).toBe('idempotency-key-reused');
    expect(await log()).toHaveLength(2);
  });

  it('E19 a body that makes the same events is another body, too', async () => {
    const open = (note?: string) =>
      runnerOn(store).run(
        opens,
        command(OpenTill, { institutionId: 'school', ...(note === undefined ? {} : { note }) }),
        context('open'),
      );
    receipt(await open());
    expect(refused(await open('a word that no event holds'))).toBe('idempotency-key-reused');
    receipt(await open());
    expect(await log()).toHaveLength(1);
  });

  it('E19 two identical requests at the same moment give one result', async () => {
    const [one, two] = [runnerOn(store), runnerOn(store)];
    const answers = await Promise.all(
      [one, two, one, two].map((runner) =>
        runner.run(opens, command(OpenTill, { institutionId: 'school' }), context('same')),
      ),
    );
    expect(new Set(answers.map((answer) => receipt(answer).id)).size).toBe(1);
    expect(await log()).toHaveLength(1);
  });

  it('E18 racing writers of several processes never overdraw: each decision stands on what is stored', async () => {
    const runners = [runnerOn(store), runnerOn(store), runnerOn(store)];
    const tillId = await openTill(runners[0] as DecisionRunner);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        (runners[n % 3] as DecisionRunner).run(pays, command(Pay, { tillId, amount: 10 }), context(`r${n}`)),
      ),
    );
    expect(answers.filter((answer) => !(answer instanceof Refusal))).toHaveLength(10);
    expect(answers.filter((answer) => answer instanceof Refusal).map(refused)).toStrictEqual(
      Array<string>(20).fill('test-till-full'),
    );
    expect(await log()).toHaveLength(11);
  });

  it('a stale fold never refuses: the log is read before a no is given', async () => {
    const [here, there] = [runnerOn(store), runnerOn(store)];
    const tillId = await openTill(here);
    receipt(await here.run(pays, command(Pay, { tillId, amount: 100 }), context('full')));
    receipt(await there.run(empties, command(Empty, { tillId }), context('empty')));
    receipt(await here.run(pays, command(Pay, { tillId, amount: 10 }), context('after')));
  });

  it('If-Match decides only on the revision that the caller saw', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    const paying = command(Pay, { tillId, amount: 1 });
    expect(refused(await runner.run(pays, paying, context('a', { pinned: 3 })))).toBe('revision-changed');
    expect(receipt(await runner.run(pays, paying, context('b', { pinned: 0 }))).revision).toBe(1);
  });

  it('a dry run decides and records nothing', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    const answer = await runner.run(
      pays,
      command(Pay, { tillId, amount: 1 }),
      context('d', { dryRun: true }),
    );
    expect(receipt(answer)).toMatchObject({ dryRun: true, events: ['Paid'], revision: 0 });
    expect(
      refused(await runner.run(pays, command(Pay, { tillId, amount: 101 }), context('d', { dryRun: true }))),
    ).toBe('test-till-full');
    expect(await log()).toHaveLength(1);
  });

  it('a refused attempt can be on record, and its repeat is refused again without a second record', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    for (const process of [runner, runnerOn(store)]) {
      expect(refused(await process.run(steals, command(Steal, { tillId }), context('s')))).toBe(
        'test-no-theft',
      );
    }
    const events = await log();
    expect(events.map(({ type }) => type)).toStrictEqual(['TillOpened', 'TheftAttempted']);
    expect(events[1]?.metadata['refused']).toBe('test-no-theft');
  });

  describe.each<[string, () => EventStore]>([
    ['with the event in one append', () => store],
    ['one after another, where the log has no append to several streams', () => bound(store)],
  ])('claims, %s', (_, claiming) => {
    it('I6 a claimed value belongs to one stream, whoever comes at the same moment', async () => {
      const runner = runnerOn(claiming());
      const tillId = await openTill(runner);
      const otherId = naturalId('ord', 'second');
      await runner.run(
        { ...opens, id: () => otherId },
        command(OpenTill, { institutionId: 's' }),
        context('o2'),
      );
      const answers = await Promise.all(
        [tillId, otherId].map((id, n) =>
          runnerOn(claiming()).run(
            pays,
            command(Pay, { tillId: id, amount: 1, receiptNo: 'R-1' }),
            context(`c${n}`),
          ),
        ),
      );
      expect(answers.filter((answer) => answer instanceof Refusal).map(refused)).toStrictEqual([
        'test-receipt-taken',
      ]);
      const holder = answers.findIndex((answer) => !(answer instanceof Refusal));
      receipt(
        await runner.run(
          pays,
          command(Pay, { tillId: [tillId, otherId][holder] ?? '', amount: 1, receiptNo: 'R-1' }),
          context('again'),
        ),
      );
    });

    it('I6 a value claimed by a command that is refused in the end is free again, one on record is not', async () => {
      const runner = runnerOn(claiming());
      const tillId = await openTill(runner);
      const otherId = naturalId('ord', 'second');
      await runner.run(
        { ...opens, id: () => otherId },
        command(OpenTill, { institutionId: 's' }),
        context('o2'),
      );
      const pay = (id: string, amount: number, receiptNo: string, key: string) =>
        runnerOn(claiming()).run(pays, command(Pay, { tillId: id, amount, receiptNo }), context(key));
      // Each decides that it may and claims its number; only one of them fits into the till.
      const numbers = ['R-1', 'R-2', 'R-3', 'R-4'];
      const answers = await Promise.all(numbers.map((number) => pay(tillId, 80, number, `race-${number}`)));
      const winner = answers.findIndex((answer) => !(answer instanceof Refusal));
      expect(answers.filter((answer) => answer instanceof Refusal).map(refused)).toStrictEqual(
        Array<string>(3).fill('test-till-full'),
      );
      for (const [index, number] of numbers.entries()) {
        const again = await pay(otherId, 1, number, `other-${number}`);
        if (index === winner) expect(refused(again)).toBe('test-receipt-taken');
        else receipt(again);
      }
    });

    it('I6 a refused command that is sent again claims anew what it had given back', async () => {
      const runner = runnerOn(claiming());
      const tillId = await openTill(runner);
      const otherId = naturalId('ord', 'second');
      await runner.run(
        { ...opens, id: () => otherId },
        command(OpenTill, { institutionId: 's' }),
        context('o2'),
      );
      const pay = (id: string, receiptNo: string, key: string) =>
        runnerOn(claiming()).run(pays, command(Pay, { tillId: id, amount: 80, receiptNo }), context(key));
      const numbers = ['R-1', 'R-2'];
      const answers = await Promise.all(numbers.map((number) => pay(tillId, number, `race-${number}`)));
      const loser = numbers[answers.findIndex((answer) => answer instanceof Refusal)] ?? '';
      receipt(await runner.run(empties, command(Empty, { tillId }), context('e')));
      receipt(await pay(tillId, loser, `race-${loser}`));
      expect(refused(await pay(otherId, loser, 'other'))).toBe('test-receipt-taken');
    });
  });

  it('what a decision looks at elsewhere is not there for another institution’s people', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    const caller = { kind: 'user', id: 'eve', roles: [], institutions: ['elsewhere'] } as const;
    const looking: Binding = { ...opens, facts: (_, look) => look.at(tills as Aggregate<unknown>, tillId) };
    const asking = command(OpenTill, { institutionId: 'elsewhere' });
    expect(refused(await runner.run(looking, asking, context('l1', { caller })))).toBe('not-found');
    receipt(await runner.run(looking, asking, context('l2')));
  });

  it('an institution’s people neither touch nor learn of another institution’s things', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    const caller = { kind: 'user', id: 'eve', roles: [], institutions: ['elsewhere'] } as const;
    const tooMuch = command(Pay, { tillId, amount: 101 });
    expect(refused(await runner.run(pays, tooMuch, context('e0', { caller })))).toBe('not-found');
    expect(refused(await runner.run(pays, tooMuch, context('e1', { caller, pinned: 7 })))).toBe('not-found');
    expect(
      refused(await runner.run(pays, command(Pay, { tillId, amount: 1 }), context('e', { caller }))),
    ).toBe('not-found');
    expect(
      refused(
        await runner.run(opens, command(OpenTill, { institutionId: 'school' }), context('e2', { caller })),
      ),
    ).toBe('not-found');
  });

  it('E64 recorded time never goes back within a stream; I34 versions, both times and salt are on every event', async () => {
    const tillId = await openTill(runnerOn(store, () => '2019-08-01T09:00:00.000Z'));
    const late = runnerOn(store, () => '2019-08-01T08:00:00.000Z');
    await late.run(pays, command(Pay, { tillId, amount: 1 }), context('p', { reason: 'because' }));
    const [first, second] = (await log()).map(({ metadata }) => metadataFromJson(metadata));
    expect(second).toMatchObject({
      recordedAt: first?.recordedAt,
      occurredAt: '2019-08-01T08:00:00.000Z',
      policyVersion: 'test-policy',
      tzdb: '2025b',
      reason: 'because',
      institutionId: 'school',
      actor: { kind: 'user', id: 'ann' },
      schemaVersion: 1,
    });
    expect(Buffer.from(second?.salt ?? '', 'base64url')).toHaveLength(32);
    expect(second?.salt).not.toBe(first?.salt);
  });

  it('an instant means the same in every offset', async () => {
    const runner = runnerOn(store);
    const tillId = await openTill(runner);
    const paidAt = (text: string) => command(Pay, { tillId, amount: 1, paidAt: text });
    const first = receipt(await runner.run(pays, paidAt('2019-08-01T09:00:00+02:00'), context('i')));
    const again = receipt(await runner.run(pays, paidAt('2019-08-01T07:00:00Z'), context('i')));
    expect(again.revision).toBe(first.revision);
  });

  describe.each([
    ['landed although nobody heard of it', true],
    ['got lost', false],
  ])('an append whose outcome is unknown and that %s', (_, lands) => {
    it('is on record once', async () => {
      const tillId = await openTill(runnerOn(store));
      let broken = 1;
      let appends = 0;
      const unsure: EventStore = {
        ...bound(store),
        append: async (stream: string, expected: number | 'no-stream', events: readonly EventToAppend[]) => {
          appends += 1;
          if (broken-- > 0) {
            if (lands) await store.append(stream, expected, events);
            throw new StoreFailure('outcome-unknown', 'connection lost');
          }
          return store.append(stream, expected, events);
        },
      };
      const answer = receipt(
        await runnerOn(unsure).run(pays, command(Pay, { tillId, amount: 7 }), context('u')),
      );
      expect(answer.revision).toBe(1);
      expect((await log()).map(({ type }) => type)).toStrictEqual(['TillOpened', 'Paid']);
      // What is there is read back; only what is not there is appended again.
      expect(appends).toBe(lands ? 1 : 2);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { Refusal } from '#kernel/refusal.js';
import { allocateSupply, releaseSurplus } from './allocating.js';
import { type LotEvent, lotFold } from './lot.js';
import { LotExhausted, LotOpen, LotUnknown } from './lot-refusals.js';
import { added, allocated, closed, entitlementId, lotId, opened, released } from './samples.js';

const none = { facts: undefined };
const allocate = (batchNo: number, count: number, ...past: LotEvent[]) =>
  given(lotFold, ...past).when(allocateSupply, { lotId, entitlementId, batchNo, count }, none);
const release = (...past: LotEvent[]) => given(lotFold, ...past).when(releaseSurplus, { lotId }, none);

const three = [opened(2), added(1, 0, 1, 2, 3)] as const;
const surplus = [...three, closed({ accepted: 3, missing: 0, surplus: 1 })] as const;

describe('allocating codes of a lot', () => {
  it('E35 gives the next ones, as many as there are', () => {
    allocate(1, 1, ...surplus).then(allocated(1, 0, 1));
    allocate(2, 5, ...surplus, allocated(1, 0, 1)).then(allocated(2, 1, 1));
  });

  it('E37 gives no more than were asked for until the surplus is released', () => {
    const used = [...surplus, allocated(1, 0, 2)] as const;
    allocate(2, 1, ...used).thenRefused(LotExhausted);
    allocate(2, 1, ...used, released(1)).then(allocated(2, 2, 1));
    allocate(3, 1, ...used, released(1), allocated(2, 2, 1)).thenRefused(LotExhausted);
  });

  it('E35 gives nothing of a lot that is still being imported, or of none', () => {
    allocate(1, 1, ...three).thenRefused(LotOpen);
    allocate(1, 1).thenRefused(LotUnknown);
  });

  it('I13 I14 never gives one code twice, whatever is asked for and however often', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 20 }), (asked, accepted) => {
        const numbers = Array.from({ length: accepted }, (_, index) => index + 1);
        const past: LotEvent[] = [
          opened(accepted),
          added(1, 0, ...numbers),
          closed({ accepted, missing: 0, surplus: 0 }),
        ];
        const given: number[] = [];
        for (const [index, count] of asked.entries()) {
          const command = { lotId, entitlementId, batchNo: index + 1, count };
          const decided = allocateSupply(command, fold(lotFold, past), {
            ...{
              now: '2019-08-01T09:00:00.000Z',
              actor: { kind: 'process', id: 'p' },
              commandId: 'c',
              tzdb: '',
            },
            ...none,
          });
          if (decided instanceof Refusal) {
            expect(given).toHaveLength(accepted);
            continue;
          }
          past.push(...decided);
          for (const { data } of decided) {
            if (!('batchNo' in data)) continue;
            for (let offset = 0; offset < data.count; offset += 1) given.push(data.first + offset);
          }
        }
        expect(given).toEqual(Array.from({ length: given.length }, (_, index) => index));
        expect(given.length).toBe(
          Math.min(
            accepted,
            asked.reduce((sum, each) => sum + each, 0),
          ),
        );
      }),
    );
  });
});

describe('releasing a surplus', () => {
  it('E37 frees what was delivered beyond what was asked for, once', () => {
    release(...surplus).then(released(1));
    release(...surplus, released(1)).then();
  });

  it('E37 needs a lot that is closed', () => {
    release(...three).thenRefused(LotOpen);
    release().thenRefused(LotUnknown);
  });
});

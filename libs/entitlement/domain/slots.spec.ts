import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  firstSlots,
  hasSlot,
  slotCount,
  type Slots,
  slotsUpTo,
  withoutLast,
  withSlots,
  withoutSlots,
  writtenSlots,
} from './slots.js';

const listed = (slots: Slots): readonly number[] => firstSlots(slots, 1_000_000);
const aFewSlots = fc.uniqueArray(fc.integer({ min: 1, max: 60 }));

describe('slots', () => {
  it('are what a set of numbers would be, however they are taken and given back', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ take: fc.boolean(), slots: aFewSlots })), (steps) => {
        let slots = slotsUpTo(60);
        let model = new Set(Array.from({ length: 60 }, (_, index) => index + 1));
        for (const step of steps) {
          slots = step.take ? withoutSlots(slots, step.slots) : withSlots(slots, step.slots);
          model = step.take ? model.difference(new Set(step.slots)) : model.union(new Set(step.slots));
        }
        expect(listed(slots)).toEqual([...model].sort((a, b) => a - b));
        expect(slotCount(slots)).toBe(model.size);
        for (let slot = 1; slot <= 61; slot += 1) expect(hasSlot(slots, slot)).toBe(model.has(slot));
        for (const [index, [first, last]] of slots.entries()) {
          expect(first).toBeLessThanOrEqual(last);
          expect(first).toBeGreaterThan((slots[index - 1]?.[1] ?? -1) + 1);
        }
      }),
    );
  });

  it('lose their last ones, as many as are wanted or there are', () => {
    fc.assert(
      fc.property(aFewSlots, fc.integer({ min: -1, max: 70 }), (slots, count) => {
        const kept = slots.toSorted((a, b) => a - b).slice(0, Math.max(0, slots.length - Math.max(0, count)));
        const left = withoutLast(withSlots([], slots), count);
        expect(left).toStrictEqual(withSlots([], kept));
      }),
    );
  });

  it('are written as people write them', () => {
    expect(writtenSlots(withoutSlots(slotsUpTo(30), [1, 2, 3, 5, 30]))).toEqual(['4', '6-29']);
    expect(firstSlots(slotsUpTo(30), 3)).toEqual([1, 2, 3]);
    expect(
      firstSlots(
        [
          [1, 2],
          [9, 12],
        ],
        3,
      ),
    ).toEqual([1, 2, 9]);
    expect(firstSlots([], 3)).toEqual([]);
  });
});

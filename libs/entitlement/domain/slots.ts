/** Slots as ascending ranges, first and last inclusive: a hundred thousand free slots are one range. */
export type Slots = readonly (readonly [first: number, last: number])[];

export const slotsUpTo = (capacity: number): Slots => [[1, capacity]];

export const slotCount = (slots: Slots): number =>
  slots.reduce((sum, [first, last]) => sum + last - first + 1, 0);

export const hasSlot = (slots: Slots, slot: number): boolean =>
  slots.some(([first, last]) => first <= slot && slot <= last);

/** The first so many slots, ascending. */
export function firstSlots(slots: Slots, count: number): readonly number[] {
  const found: number[] = [];
  for (const [first, last] of slots) {
    for (let slot = first; slot <= last && found.length < count; slot += 1) found.push(slot);
    if (found.length === count) break;
  }
  return found;
}

export function withoutSlots(slots: Slots, taken: readonly number[]): Slots {
  return rangesOf(taken).reduce<Slots>(
    (left, [from, to]) =>
      left.flatMap(([first, last]): Slots => {
        if (to < first || from > last) return [[first, last]];
        return [
          ...(first < from ? [[first, from - 1] as const] : []),
          ...(to < last ? [[to + 1, last] as const] : []),
        ];
      }),
    slots,
  );
}

/** Without so many of the last slots. */
export function withoutLast(slots: Slots, count: number): Slots {
  const [last, ...others] = slots.toReversed();
  if (last === undefined || count <= 0) return slots;
  const [from, to] = last;
  const size = to - from + 1;
  const before = others.toReversed();
  return size > count ? [...before, [from, to - count]] : withoutLast(before, count - size);
}

export const withSlots = (slots: Slots, added: readonly number[]): Slots =>
  joined([...slots, ...rangesOf(added)]);

/** As people write them: `1-22`, `30`. */
export const writtenSlots = (slots: Slots): readonly string[] =>
  slots.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));

const rangesOf = (slots: readonly number[]): Slots => joined(slots.map((slot) => [slot, slot] as const));

function joined(ranges: Slots): Slots {
  const result: [number, number][] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

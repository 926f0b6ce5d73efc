import { plusDays } from '#kernel/calendar.js';
import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import { type CountPoints, type RecountPoints } from '../contracts/points-commands.js';
import {
  PointsEarned,
  type PointsOfLine,
  PointsTakenBack,
  PriceLevelReached,
} from '../contracts/points-events.js';
import { type VolumeLevel, volumeLevels } from '../contracts/vocabulary.js';

/*
 * The level is earned by volume: points of the products times packs, added up per year of the agreement (R8). Whoever
 * has reached a level has it from the next day on; what was invoiced before keeps its price.
 */

export type PointsEvent = EventOf<typeof PointsEarned | typeof PointsTakenBack | typeof PriceLevelReached>;

/** Lines are unknown of what was counted before they were kept. */
export interface CountedInvoice {
  readonly agreementYear: number;
  readonly points: number;
  readonly lines?: readonly PointsOfLine[] | undefined;
}

export interface Points {
  readonly institutionId?: string;
  /** By issuer and number of the invoice; also of one that was taken back. */
  readonly invoices: ReadonlyMap<string, CountedInvoice>;
  /** Points of each year of the agreement. */
  readonly totals: ReadonlyMap<number, number>;
  /** The highest level that each year has reached. */
  readonly reached: ReadonlyMap<number, VolumeLevel>;
}

const keyOf = ({ issuer, invoiceNo }: Pick<PointsEarned, 'issuer' | 'invoiceNo'>) => `${issuer}/${invoiceNo}`;

export const pointsFold: Fold<Points, PointsEvent> = {
  initial: { invoices: new Map(), totals: new Map(), reached: new Map() },
  evolve(state, { type, data }) {
    if (type === 'PriceLevelReached')
      return { ...state, reached: new Map([...state.reached, [data.agreementYear, data.priceLevel]]) };
    const { institutionId, agreementYear, total, lines } = data;
    const before = state.invoices.get(keyOf(data))?.points ?? 0;
    const points = before + (type === 'PointsEarned' ? data.points : -data.points);
    const invoices = new Map([...state.invoices, [keyOf(data), { agreementYear, points, lines }]]);
    return { ...state, institutionId, invoices, totals: new Map([...state.totals, [agreementYear, total]]) };
  },
};

/** Points of a year from which each level holds (providers.md, S6); whoever has an agreement has A. */
export const levelThresholds: Readonly<Record<VolumeLevel, number>> = { A: 0, B: 4000, C: 10_000, D: 25_000 };
export const levelPolicy = 'price-level-points@1';

export const levelFor = (points: number): VolumeLevel =>
  volumeLevels.findLast((level) => levelThresholds[level] <= points) ?? 'A';

/** 1 for the first twelve months of the agreement. */
export const agreementYearOf = (start: CalendarDate, date: CalendarDate): number =>
  Number(date.slice(0, 4)) - Number(start.slice(0, 4)) + (date.slice(5) >= start.slice(5) ? 1 : 0);

export interface PointsFacts {
  readonly institutionId: string;
  readonly agreementStart: CalendarDate;
  readonly invoiceDate: CalendarDate;
  /** Local day on which it came to be counted: of the invoice, or of what made it count, or count anew. */
  readonly countedOn: CalendarDate;
  /** As billed now; undefined when there is no such invoice, or it granted nothing. */
  readonly lines: readonly PointsOfLine[] | undefined;
}

const sumOf = (lines: readonly PointsOfLine[]): number =>
  lines.reduce((sum, { packs, perPack }) => sum + packs * perPack, 0);

/** Each invoice once; the step that reaches a level is recorded with what it rests on. */
export const countPoints: Decision<CountPoints, Points, PointsEvent, PointsFacts> = (
  command,
  state,
  { facts },
) => {
  const { agreementStart, invoiceDate, lines } = facts;
  if (lines === undefined || sumOf(lines) === 0 || state.invoices.has(keyOf(command))) return [];
  const agreementYear = Math.max(1, agreementYearOf(agreementStart, invoiceDate));
  return earnedBy(command, state, facts, { agreementYear, points: sumOf(lines), lines });
};

/**
 * What is billed now counts, at the points per pack that were counted; more packs than before may reach a level, from the
 * day after the correction. A level is not lowered: that is for people to decide.
 */
export const recountPoints: Decision<RecountPoints, Points, PointsEvent, PointsFacts> = (
  command,
  state,
  { facts },
) => {
  const counted = state.invoices.get(keyOf(command));
  if (counted === undefined) return [];
  const lines = (facts.lines ?? []).map(({ lineNo, packs, perPack: now }) => {
    const perPack = counted.lines?.find((line) => line.lineNo === lineNo)?.perPack ?? now;
    return { lineNo, packs, perPack };
  });
  const points = sumOf(lines) - counted.points;
  const { agreementYear } = counted;
  if (points === 0) return [];
  if (points > 0) return earnedBy(command, state, facts, { agreementYear, points, lines });
  const total = (state.totals.get(agreementYear) ?? 0) + points;
  const back = { ...invoiceOf(command, facts), agreementYear, points: -points, total, lines };
  return [event(PointsTakenBack, back)];
};

const invoiceOf = (
  { agreementId, orderId, issuer, invoiceNo }: Omit<CountPoints, 'decidedAt'>,
  { institutionId }: PointsFacts,
) => ({ agreementId, institutionId, orderId, issuer, invoiceNo });

function earnedBy(
  command: Omit<CountPoints, 'decidedAt'>,
  { totals, reached }: Points,
  facts: PointsFacts,
  { agreementYear, points, lines }: Required<CountedInvoice>,
): readonly PointsEvent[] {
  const total = (totals.get(agreementYear) ?? 0) + points;
  const basis = { policies: [levelPolicy] };
  const counted = { agreementYear, points, total, ...(lines && { lines }) };
  const earned = event(PointsEarned, { ...invoiceOf(command, facts), ...counted }, { basis });
  const priceLevel = levelFor(total);
  if (priceLevel <= (reached.get(agreementYear) ?? 'A')) return [earned];
  const effectiveFrom = plusDays(facts.countedOn, 1);
  const { agreementId } = command;
  const step = { agreementId, priceLevel, agreementYear, points: total, effectiveFrom };
  return [earned, event(PriceLevelReached, step, { basis })];
}

import { plusDays } from '#kernel/calendar.js';
import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import { type CountPoints, type TakeBackPoints } from '../contracts/points-commands.js';
import { PointsEarned, PointsTakenBack, PriceLevelReached } from '../contracts/points-events.js';
import { type VolumeLevel, volumeLevels } from '../contracts/vocabulary.js';

/*
 * The level is earned by volume: points of the products times packs, added up per year of the agreement (R8). Whoever
 * has reached a level has it from the next day on; what was invoiced before keeps its price.
 */

export type PointsEvent = EventOf<typeof PointsEarned | typeof PointsTakenBack | typeof PriceLevelReached>;

export interface Points {
  readonly institutionId?: string;
  /** By issuer and number of the invoice. */
  readonly invoices: ReadonlyMap<string, { readonly agreementYear: number; readonly points: number }>;
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
    const { institutionId, agreementYear, points, total } = data;
    const invoices = new Map(state.invoices);
    if (type === 'PointsEarned') invoices.set(keyOf(data), { agreementYear, points });
    else invoices.delete(keyOf(data));
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
  /** Of all lines of the invoice; undefined when there is no such invoice, or it granted nothing. */
  readonly points: number | undefined;
}

/** Each invoice once; the step that reaches a level is recorded with what it rests on. */
export const countPoints: Decision<CountPoints, Points, PointsEvent, PointsFacts> = (
  command,
  { invoices, totals, reached },
  { facts: { institutionId, agreementStart, invoiceDate, points } },
) => {
  if (points === undefined || points === 0 || invoices.has(keyOf(command))) return [];
  const { agreementId, orderId, issuer, invoiceNo } = command;
  const agreementYear = Math.max(1, agreementYearOf(agreementStart, invoiceDate));
  const total = (totals.get(agreementYear) ?? 0) + points;
  const invoice = { agreementId, institutionId, orderId, issuer, invoiceNo };
  const basis = { policies: [levelPolicy] };
  const earned = event(PointsEarned, { ...invoice, agreementYear, points, total }, { basis });
  const priceLevel = levelFor(total);
  if (priceLevel <= (reached.get(agreementYear) ?? 'A')) return [earned];
  const effectiveFrom = plusDays(invoiceDate, 1);
  const step = { agreementId, priceLevel, agreementYear, points: total, effectiveFrom };
  return [earned, event(PriceLevelReached, step, { basis })];
};

/** The invoice does not stand. A level is not lowered by it: that is for people to decide. */
export const takeBackPoints: Decision<TakeBackPoints, Points, PointsEvent> = (
  command,
  { institutionId, invoices, totals },
) => {
  const counted = invoices.get(keyOf(command));
  if (counted === undefined || institutionId === undefined) return [];
  const { agreementId, orderId, issuer, invoiceNo } = command;
  const { agreementYear, points } = counted;
  const total = (totals.get(agreementYear) ?? 0) - points;
  const invoice = { agreementId, institutionId, orderId, issuer, invoiceNo };
  return [event(PointsTakenBack, { ...invoice, agreementYear, points, total })];
};

import { type Refusal } from '#kernel/refusal.js';
import { termEnd } from '#kernel/term.js';
import { type CalendarDate } from '#kernel/time.js';
import { type EstimateVoucherNeed } from '../contracts/estimate-voucher-need.js';
import { type Lot } from '../contracts/stock.js';
import { type ExamFamily, maxVouchers, voucherMonths } from '../contracts/vocabulary.js';
import { allot } from './allotment.js';
import {
  EstimateTooLarge,
  type EstimateWarning,
  plannedCertifications,
  type PlannedCertification,
  retakesOf,
  timeWarnings,
} from './estimate.js';
import { type Market, type Proposal, proposalFor } from './proposal.js';

/** Exams of a family whose preparation is over on the same day, and how far what there is pays for them. */
export interface CoveredNeed {
  readonly family: ExamFamily;
  readonly preparationMonths: number;
  /** Last day of the preparation: only a right that holds on it pays for the exam (R63, R70). */
  readonly preparedOn: CalendarDate;
  /** Whether a voucher bought now would live that long. */
  readonly fits: boolean;
  readonly exams: number;
  readonly retakes: number;
  readonly vouchers: number;
  readonly covered: number;
  readonly missing: number;
  /** Unused units of the family that expire before the preparation is over. */
  readonly expireBefore: number;
}

export interface Needs {
  /** Months in which a voucher bought now can be used. */
  readonly usableMonths: number;
  readonly retakeRatePercent: number;
  readonly certifications: readonly PlannedCertification[];
  readonly needs: readonly CoveredNeed[];
  readonly vouchers: number;
  readonly covered: number;
  readonly missing: number;
  /** Of those missing: no voucher bought now would live long enough. */
  readonly missingTooLate: number;
  readonly stock: readonly (Lot & { readonly allotted: number })[];
  /** Packs for what is missing and can be bought in time. */
  readonly proposal: Proposal;
  readonly warnings: readonly EstimateWarning[];
}

/**
 * The need (R69) beside what there is: which of it unused codes and site packs pay for, in the best allotment there is,
 * and which packs to order for the rest. What cannot be bought in time is served first: only stock can pay for it.
 */
export function needsOf(
  { groups, monthsLeft, retakeRatePercent = 0 }: EstimateVoucherNeed,
  lots: readonly Lot[],
  market: Market,
  today: CalendarDate,
): Needs | Refusal {
  const usableMonths = Math.min(monthsLeft, voucherMonths);
  const certifications = plannedCertifications(groups, usableMonths);
  const demands = demandsOf(certifications, retakeRatePercent, today);
  const vouchers = sum(demands.map((each) => each.vouchers));
  if (vouchers > maxVouchers) return EstimateTooLarge({ vouchers, maxVouchers });
  const given = allot({
    needed: demands.map((each) => each.vouchers),
    units: lots.map(({ units, usable }) => (usable ? units : 0)),
    fits: (need, lot) => pays(lots[lot], demands[need]),
  });
  const needs = demands.map((demand, index) => {
    const covered = sum(given[index] ?? []);
    const early = lots.filter((lot) => lot.families.includes(demand.family) && !pays(lot, demand));
    return {
      ...demand,
      covered,
      missing: demand.vouchers - covered,
      expireBefore: sum(early.map(({ units }) => units)),
    };
  });
  const buyable = Map.groupBy(
    needs.filter(({ fits, missing }) => fits && missing > 0),
    ({ family }) => family,
  );
  const { proposal, warnings } = proposalFor(
    [...buyable].map(([family, each]) => ({ family, vouchers: sum(each.map(({ missing }) => missing)) })),
    market,
  );
  const covered = sum(needs.map((each) => each.covered));
  return {
    usableMonths,
    retakeRatePercent,
    certifications,
    needs,
    vouchers,
    covered,
    missing: vouchers - covered,
    missingTooLate: sum(needs.filter(({ fits }) => !fits).map(({ missing }) => missing)),
    stock: lots.map((lot, index) => ({ ...lot, allotted: sum(given.map((row) => row[index] ?? 0)) })),
    proposal,
    warnings: [...certifications.flatMap((each) => timeWarnings(each, usableMonths)), ...warnings],
  };
}

type Demand = Omit<CoveredNeed, 'covered' | 'missing' | 'expireBefore'>;

const pays = (lot: Lot | undefined, demand: Demand | undefined): boolean =>
  lot !== undefined &&
  demand !== undefined &&
  lot.families.includes(demand.family) &&
  lot.lastDay >= demand.preparedOn;

/**
 * By family and preparation. An exam is sat again after it was prepared for, so all retakes of a family are of those
 * that are prepared last.
 */
function demandsOf(
  certifications: readonly PlannedCertification[],
  percent: number,
  today: CalendarDate,
): readonly Demand[] {
  const alike = Map.groupBy(certifications, ({ family, fits }) => `${fits ? 1 : 0} ${family}`);
  return [...alike]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ofFamily]) => {
      const retakes = retakesOf(sum(ofFamily.map(({ exams }) => exams)), percent);
      const byMonths = Map.groupBy(ofFamily, (each) => each.preparationMonths);
      const longest = Math.max(...byMonths.keys());
      return [...byMonths]
        .toSorted(([a], [b]) => b - a)
        .flatMap(([preparationMonths, [first, ...others]]) => {
          if (first === undefined) return [];
          const exams = sum([first, ...others].map((each) => each.exams));
          const more = preparationMonths === longest ? retakes : 0;
          const { family, fits } = first;
          const preparedOn = termEnd(today, preparationMonths);
          return [
            { family, preparationMonths, preparedOn, fits, exams, retakes: more, vouchers: exams + more },
          ];
        });
    });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

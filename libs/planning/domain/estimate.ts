import { type Refusal, refusal } from '#kernel/refusal.js';
import { type EstimateVoucherNeed } from '../contracts/estimate-voucher-need.js';
import {
  type ExamFamily,
  examFamilies,
  maxVouchers,
  preparationMonths,
  voucherMonths,
} from '../contracts/vocabulary.js';
import { type Market, type MarketWarning, type Proposal, proposalFor } from './proposal.js';

export const EstimateTooLarge = refusal({
  code: 'estimate-too-large',
  kind: 'invalid',
  rules: [],
  sentence: 'This is more than one estimate can plan; please ask for it in parts.',
});

/** One certification of one group: what it takes, and whether there is time for it. */
export interface PlannedCertification {
  /** Counted from 1, as they were asked. */
  readonly group: number;
  readonly family: ExamFamily;
  /** Of all its people. */
  readonly exams: number;
  readonly preparationMonths: number;
  readonly preparation: 'STATED' | 'ADVISED';
  readonly fits: boolean;
}

export interface TimeWarning {
  readonly code: 'PREPARATION_EXCEEDS_TERM' | 'PREPARATION_FILLS_TERM';
  readonly group: number;
  readonly family: ExamFamily;
}
export type EstimateWarning = TimeWarning | MarketWarning;

export interface FamilyNeed {
  readonly family: ExamFamily;
  readonly exams: number;
  readonly retakes: number;
  readonly vouchers: number;
}

export interface Estimate {
  /** Months in which a voucher bought now can be used. */
  readonly usableMonths: number;
  readonly retakeRatePercent: number;
  readonly certifications: readonly PlannedCertification[];
  /** What fits, with its retakes. */
  readonly need: readonly FamilyNeed[];
  readonly vouchers: number;
  readonly proposal: Proposal;
  readonly warnings: readonly EstimateWarning[];
}

/** How many vouchers of what (R69), and whether there is time to prepare (R35, R70): advice, which blocks nothing. */
export function estimateVoucherNeed(
  { groups, monthsLeft, retakeRatePercent = 0 }: EstimateVoucherNeed,
  market: Market,
): Estimate | Refusal {
  const usableMonths = Math.min(monthsLeft, voucherMonths);
  const certifications = plannedCertifications(groups, usableMonths);
  const need = needOf(certifications, retakeRatePercent);
  const vouchers = sum(need.map((each) => each.vouchers));
  if (vouchers > maxVouchers) return EstimateTooLarge({ vouchers, maxVouchers });
  const { proposal, warnings } = proposalFor(need, market);
  return {
    usableMonths,
    retakeRatePercent,
    certifications,
    need,
    vouchers,
    proposal,
    warnings: [...certifications.flatMap((each) => timeWarnings(each, usableMonths)), ...warnings],
  };
}

/** What each certification takes, as asked. */
export const plannedCertifications = (
  groups: EstimateVoucherNeed['groups'],
  usableMonths: number,
): readonly PlannedCertification[] =>
  groups.flatMap(({ people, certifications }, index) =>
    certifications.map(({ family, exams, preparationMonths: stated }) => {
      const months = stated ?? preparationMonths(family);
      return {
        group: index + 1,
        family,
        exams: people * exams,
        preparationMonths: months,
        preparation: stated === undefined ? ('ADVISED' as const) : ('STATED' as const),
        fits: months <= usableMonths,
      };
    }),
  );

/** Exams of what fits, and their retakes. */
const needOf = (certifications: readonly PlannedCertification[], percent: number): readonly FamilyNeed[] =>
  examFamilies.flatMap((family) => {
    const exams = sum(
      certifications.filter((each) => each.fits && each.family === family).map((each) => each.exams),
    );
    const retakes = retakesOf(exams, percent);
    return exams === 0 ? [] : [{ family, exams, retakes, vouchers: exams + retakes }];
  });

/** A retake for each begun percent. */
export const retakesOf = (exams: number, percent: number): number => Math.ceil((exams * percent) / 100);

export function timeWarnings(
  { group, family, fits, preparationMonths: months }: PlannedCertification,
  usableMonths: number,
): readonly TimeWarning[] {
  if (!fits) return [{ code: 'PREPARATION_EXCEEDS_TERM', group, family }];
  // Bought on the first day and sat on the last: the least delay, and the voucher has expired.
  return months === usableMonths ? [{ code: 'PREPARATION_FILLS_TERM', group, family }] : [];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

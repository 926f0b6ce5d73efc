import { type Money, ofMinorUnits } from '#kernel/money.js';
import { type Refusal, refusal } from '#kernel/refusal.js';
import { type EstimateVoucherNeed } from '../contracts/estimate-voucher-need.js';
import {
  type ExamFamily,
  examFamilies,
  maxVouchers,
  preparationMonths,
  voucherMonths,
} from '../contracts/vocabulary.js';
import { cheapestPacks, type Pack } from './packing.js';

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

export interface EstimateWarning {
  readonly code:
    'PREPARATION_EXCEEDS_TERM' | 'PREPARATION_FILLS_TERM' | 'NO_PACK_FOR_FAMILY' | 'PRICE_MISSING';
  readonly group?: number;
  readonly family?: ExamFamily;
  readonly productKey?: string;
}

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
  readonly proposal: {
    readonly chosenBy: 'LEAST_COST' | 'LEAST_WASTE';
    readonly packs: readonly {
      readonly productKey: string;
      readonly packs: number;
      readonly vouchers: number;
    }[];
    readonly vouchers: number;
    /** Vouchers beyond the need: they will expire (R63). */
    readonly waste: number;
    /** List price of twelve months; binds nobody. */
    readonly cost?: Money;
  };
  readonly warnings: readonly EstimateWarning[];
}

/** What can be ordered, and for how much. */
export interface Market {
  readonly packs: readonly Pack[];
  /** Of the prices; undefined when none were asked for. */
  readonly currency: string | undefined;
  /** Products that the price list has no price for. */
  readonly unpriced: readonly string[];
}

/** How many vouchers of what (R69), and whether there is time to prepare (R35, R70): advice, which blocks nothing. */
export function estimateVoucherNeed(
  { groups, monthsLeft, retakeRatePercent = 0 }: EstimateVoucherNeed,
  { packs, currency, unpriced }: Market,
): Estimate | Refusal {
  const usableMonths = Math.min(monthsLeft, voucherMonths);
  const certifications = plannedCertifications(groups, usableMonths);
  const need = needOf(certifications, retakeRatePercent);
  const vouchers = sum(need.map((each) => each.vouchers));
  if (vouchers > maxVouchers) return EstimateTooLarge({ vouchers, maxVouchers });
  const payable = need.filter(({ family }) => packs.some((pack) => pack.families.includes(family)));
  const useful = packs.filter((pack) => payable.some(({ family }) => pack.families.includes(family)));
  const proposed = cheapestPacks(new Map(payable.map((each) => [each.family, each.vouchers])), useful);
  return {
    usableMonths,
    retakeRatePercent,
    certifications,
    need,
    vouchers,
    proposal: {
      chosenBy: currency === undefined ? 'LEAST_WASTE' : 'LEAST_COST',
      packs: proposed.packs.map(({ pack: { productKey, packSize }, count }) => ({
        productKey,
        packs: count,
        vouchers: count * packSize,
      })),
      vouchers: proposed.capacity,
      waste: proposed.waste,
      ...(currency === undefined ? {} : { cost: ofMinorUnits(proposed.cost ?? 0n, currency) }),
    },
    warnings: [
      ...certifications.flatMap((each) => timeWarnings(each, usableMonths)),
      ...need
        .filter((each) => !payable.includes(each))
        .map(({ family }) => ({ code: 'NO_PACK_FOR_FAMILY', family }) as const),
      ...unpriced.map((productKey) => ({ code: 'PRICE_MISSING', productKey }) as const),
    ],
  };
}

const plannedCertifications = (
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

/** Exams of what fits, and a retake for each begun percent of them. */
const needOf = (certifications: readonly PlannedCertification[], percent: number): readonly FamilyNeed[] =>
  examFamilies.flatMap((family) => {
    const exams = sum(
      certifications.filter((each) => each.fits && each.family === family).map((each) => each.exams),
    );
    const retakes = Math.ceil((exams * percent) / 100);
    return exams === 0 ? [] : [{ family, exams, retakes, vouchers: exams + retakes }];
  });

function timeWarnings(
  { group, family, fits, preparationMonths: months }: PlannedCertification,
  usableMonths: number,
): readonly EstimateWarning[] {
  if (!fits) return [{ code: 'PREPARATION_EXCEEDS_TERM', group, family }];
  // Bought on the first day and sat on the last: the least delay, and the voucher has expired.
  return months === usableMonths ? [{ code: 'PREPARATION_FILLS_TERM', group, family }] : [];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

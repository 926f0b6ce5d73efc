import { type Money, ofMinorUnits } from '#kernel/money.js';
import { type ExamFamily } from '../contracts/vocabulary.js';
import { cheapestPacks, type Pack } from './packing.js';

/** What can be ordered, and for how much. */
export interface Market {
  readonly packs: readonly Pack[];
  /** Of the prices; undefined when none were asked for. */
  readonly currency: string | undefined;
  /** Products that the price list has no price for. */
  readonly unpriced: readonly string[];
}

export interface Proposal {
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
}

export interface MarketWarning {
  readonly code: 'NO_PACK_FOR_FAMILY' | 'PRICE_MISSING';
  readonly family?: ExamFamily;
  readonly productKey?: string;
}

interface Wanted {
  readonly family: ExamFamily;
  readonly vouchers: number;
}

/** The packs that pay for what is wanted, and what the market lacks for it. */
export function proposalFor(
  wanted: readonly Wanted[],
  { packs, currency, unpriced }: Market,
): { readonly proposal: Proposal; readonly warnings: readonly MarketWarning[] } {
  const payable = wanted.filter(({ family }) => packs.some((pack) => pack.families.includes(family)));
  const useful = packs.filter((pack) => payable.some(({ family }) => pack.families.includes(family)));
  const proposed = cheapestPacks(new Map(payable.map((each) => [each.family, each.vouchers])), useful);
  return {
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
      ...wanted
        .filter((each) => !payable.includes(each))
        .map(({ family }) => ({ code: 'NO_PACK_FOR_FAMILY', family }) as const),
      ...unpriced.map((productKey) => ({ code: 'PRICE_MISSING', productKey }) as const),
    ],
  };
}

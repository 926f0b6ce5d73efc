import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '#kernel/refusal.js';
import { type EstimateVoucherNeed } from '../contracts/estimate-voucher-need.js';
import { type ExamFamily, examFamilies } from '../contracts/vocabulary.js';
import { type Estimate, estimateVoucherNeed } from './estimate.js';
import { type Market } from './proposal.js';

const market: Market = {
  packs: [
    { productKey: 'CP-30', packSize: 30, families: ['MCSA', 'MCSE', 'MCSD'] },
    { productKey: 'MCP-1', packSize: 1, families: ['MCSA', 'MCSE', 'MCSD'] },
    { productKey: 'SP-500', packSize: 500, families: ['MOS', 'MTA', 'MCE'] },
    { productKey: 'SP-125-MTA', packSize: 125, families: ['MTA', 'MCE'] },
    { productKey: 'SP-125-MOS', packSize: 125, families: ['MOS', 'MCE'] },
  ],
  currency: undefined,
  unpriced: [],
};
const estimated = (question: Partial<EstimateVoucherNeed>, of: Market = market): Estimate => {
  const asked = { groups: [], monthsLeft: 12, program: 'EES', ...question } as const;
  const outcome = estimateVoucherNeed(asked, of);
  if (outcome instanceof Refusal) throw new Error(outcome.type.code);
  return outcome;
};
const goal = (family: ExamFamily, exams: number, preparationMonths?: number) => ({
  family,
  exams,
  ...(preparationMonths === undefined ? {} : { preparationMonths }),
});

describe('the need for vouchers', () => {
  it('R69 is people by certifications by exams, of what fits the months left', () => {
    const answer = estimated({
      groups: [
        { people: 40, certifications: [goal('MOS', 2, 3), goal('MTA', 1, 6)] },
        { people: 10, certifications: [goal('MCSE', 4, 11)] },
      ],
      monthsLeft: 8,
    });
    expect(answer.need).toEqual([
      { family: 'MOS', exams: 80, retakes: 0, vouchers: 80 },
      { family: 'MTA', exams: 40, retakes: 0, vouchers: 40 },
    ]);
    expect(answer.vouchers).toBe(120);
    expect(
      answer.certifications.map(({ group, family, exams, fits }) => [group, family, exams, fits]),
    ).toEqual([
      [1, 'MOS', 80, true],
      [1, 'MTA', 40, true],
      [2, 'MCSE', 40, false],
    ]);
    expect(answer.warnings).toEqual([{ code: 'PREPARATION_EXCEEDS_TERM', group: 2, family: 'MCSE' }]);
    expect(answer.proposal).toEqual({
      chosenBy: 'LEAST_WASTE',
      packs: [
        { productKey: 'SP-125-MOS', packs: 1, vouchers: 125 },
        { productKey: 'SP-125-MTA', packs: 1, vouchers: 125 },
      ],
      vouchers: 250,
      waste: 130,
    });
  });

  it('R69 counts no failed attempt unless asked to, and then rounds up', () => {
    const groups = [{ people: 7, certifications: [goal('MCSA', 3, 1)] }];
    expect(estimated({ groups }).need).toEqual([{ family: 'MCSA', exams: 21, retakes: 0, vouchers: 21 }]);
    const [need] = estimated({ groups, retakeRatePercent: 10 }).need;
    expect(need).toEqual({ family: 'MCSA', exams: 21, retakes: 3, vouchers: 24 });
  });

  it('R35 R36 R70 advises six months for basic certifications and the MTA, a year for experts', () => {
    const groups = [{ people: 1, certifications: examFamilies.map((family) => goal(family, 1)) }];
    const months = estimated({ groups }).certifications.map((each) => [each.family, each.preparationMonths]);
    expect(Object.fromEntries(months)).toEqual({ MOS: 6, MTA: 6, MCE: 6, MCSA: 6, MCSE: 12, MCSD: 12 });
    expect(estimated({ groups }).certifications.map(({ preparation }) => preparation)).toEqual(
      examFamilies.map(() => 'ADVISED'),
    );
    const [stated] = estimated({
      groups: [{ people: 1, certifications: [goal('MCSE', 1, 9)] }],
    }).certifications;
    expect(stated).toMatchObject({ preparationMonths: 9, preparation: 'STATED' });
  });

  it('R70 R63 a year of preparation uses up a voucher’s whole life: it fits, and is warned about', () => {
    const groups = [{ people: 5, certifications: [goal('MCSD', 1)] }];
    const long = estimated({ groups, monthsLeft: 36 });
    expect(long.usableMonths).toBe(12);
    expect(long.vouchers).toBe(5);
    expect(long.warnings).toEqual([{ code: 'PREPARATION_FILLS_TERM', group: 1, family: 'MCSD' }]);
    // A longer agreement gives no longer vouchers.
    const longer = estimated({
      groups: [{ people: 5, certifications: [goal('MCSD', 1, 13)] }],
      monthsLeft: 36,
    });
    expect(longer).toMatchObject({ vouchers: 0, warnings: [{ code: 'PREPARATION_EXCEEDS_TERM' }] });
  });

  it('R70 is advice: whatever does not fit is told and not refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examFamilies), fc.nat(24), fc.nat(24), (family, months, monthsLeft) => {
        const groups = [{ people: 3, certifications: [goal(family, 2, months)] }];
        const answer = estimated({ groups, monthsLeft });
        const fits = months <= Math.min(12, monthsLeft);
        expect(answer.vouchers).toBe(fits ? 6 : 0);
        expect(answer.warnings.some(({ code }) => code === 'PREPARATION_EXCEEDS_TERM')).toBe(!fits);
      }),
    );
  });

  it('R69 tells which families no pack of the program pays, and proposes the rest', () => {
    const commercial = { ...market, packs: market.packs.slice(1, 2) };
    const groups = [{ people: 4, certifications: [goal('MOS', 1, 1), goal('MCSA', 1, 1)] }];
    const answer = estimated({ groups }, commercial);
    expect(answer.warnings).toEqual([{ code: 'NO_PACK_FOR_FAMILY', family: 'MOS' }]);
    expect(answer.vouchers).toBe(8);
    expect(answer.proposal.packs).toEqual([{ productKey: 'MCP-1', packs: 4, vouchers: 4 }]);
  });

  it('R69 R10 names the cost at list price when prices are known, and products without one', () => {
    const packs = market.packs
      .slice(0, 2)
      .map((pack) => ({ ...pack, price: pack.packSize === 1 ? 11_000n : 240_000n }));
    const groups = [{ people: 22, certifications: [goal('MCSA', 1, 1)] }];
    const answer = estimated({ groups }, { packs, currency: 'EUR', unpriced: ['SP-500'] });
    expect(answer.proposal).toMatchObject({
      chosenBy: 'LEAST_COST',
      cost: { amount: '2400.00', currency: 'EUR' },
    });
    expect(answer.warnings).toEqual([{ code: 'PRICE_MISSING', productKey: 'SP-500' }]);
  });

  it('refuses what one estimate cannot plan', () => {
    const groups = [{ people: 10_000, certifications: [goal('MOS', 6, 1)] }];
    const outcome = estimateVoucherNeed({ groups, monthsLeft: 12, program: 'EES' }, market);
    expect(outcome).toMatchObject({
      type: { code: 'estimate-too-large' },
      details: { vouchers: 60_000, maxVouchers: 50_000 },
    });
  });

  it('R69 plans the largest that it takes', () => {
    const groups = [
      { people: 10_000, certifications: [goal('MOS', 2, 1), goal('MTA', 2, 1), goal('MCE', 1, 1)] },
    ];
    expect(estimated({ groups })).toMatchObject({ vouchers: 50_000, proposal: { waste: 0 } });
  });
});

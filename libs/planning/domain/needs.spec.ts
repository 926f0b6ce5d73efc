import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '#kernel/refusal.js';
import { type EstimateVoucherNeed } from '../contracts/estimate-voucher-need.js';
import { type Lot } from '../contracts/stock.js';
import { type ExamFamily } from '../contracts/vocabulary.js';
import { estimateVoucherNeed } from './estimate.js';
import { type Needs, needsOf } from './needs.js';
import { type Market } from './proposal.js';

const market: Market = {
  packs: [
    { productKey: 'CP-30', packSize: 30, families: ['MCSA', 'MCSE', 'MCSD'] },
    { productKey: 'MCP-1', packSize: 1, families: ['MCSA', 'MCSE', 'MCSD'] },
    { productKey: 'SP-125-MOS', packSize: 125, families: ['MOS', 'MCE'] },
  ],
  currency: undefined,
  unpriced: [],
};
const today = '2020-01-31';
const lot = (families: readonly ExamFamily[], units: number, lastDay: string, usable = true): Lot => ({
  ...{
    kind: 'CODES',
    entitlementId: `ent_${lastDay}`,
    productKey: 'CP-30',
    families,
    units,
    lastDay,
    usable,
  },
});
const asked = (question: Partial<EstimateVoucherNeed>): EstimateVoucherNeed => ({
  ...{ groups: [], monthsLeft: 12, program: 'EES', ...question },
});
const compared = (question: Partial<EstimateVoucherNeed>, stock: readonly Lot[]): Needs => {
  const outcome = needsOf(asked(question), stock, market, today);
  if (outcome instanceof Refusal) throw new Error(outcome.type.code);
  return outcome;
};
const groups = (people: number, family: ExamFamily, preparationMonths: number) => [
  { people, certifications: [{ family, exams: 1, preparationMonths }] },
];

describe('the needs of an institution', () => {
  it('R69 are covered by what it has, and packs are proposed for the rest only', () => {
    const answer = compared({ groups: groups(40, 'MCSA', 3) }, [lot(['MCSA', 'MCSE'], 8, '2020-12-31')]);
    expect(answer).toMatchObject({ vouchers: 40, covered: 8, missing: 32, missingTooLate: 0 });
    expect(answer.proposal.packs).toEqual([
      { productKey: 'CP-30', packs: 1, vouchers: 30 },
      { productKey: 'MCP-1', packs: 2, vouchers: 2 },
    ]);
    expect(answer.stock).toMatchObject([{ units: 8, allotted: 8 }]);
  });

  it.each([
    ['2020-04-29', 0, 5],
    ['2020-04-30', 5, 0],
  ])(
    'R63 R70 a right until %s covers %i of what is prepared by 30 April',
    (lastDay, covered, expireBefore) => {
      const [need] = compared({ groups: groups(9, 'MOS', 3) }, [lot(['MOS'], 5, lastDay)]).needs;
      expect(need).toMatchObject({ preparedOn: '2020-04-30', covered, missing: 9 - covered, expireBefore });
    },
  );

  it('R46 allots units where nothing else would do, whatever is asked first', () => {
    const people = 10;
    const certifications = (['MCE', 'MOS'] as const).map((family) => ({
      family,
      exams: 1,
      preparationMonths: 1,
    }));
    const stock = [lot(['MOS', 'MCE'], 10, '2020-06-30'), lot(['MTA', 'MCE'], 10, '2020-06-30')];
    expect(compared({ groups: [{ people, certifications }] }, stock)).toMatchObject({
      covered: 20,
      missing: 0,
    });
  });

  it('R70 what cannot be bought in time is served from stock first, and is never proposed', () => {
    const both = [...groups(4, 'MCSA', 6), ...groups(4, 'MCSA', 2)];
    const answer = compared({ groups: both, monthsLeft: 3 }, [lot(['MCSA'], 5, '2020-12-31')]);
    expect(answer.needs.map(({ fits, covered }) => [fits, covered])).toEqual([
      [false, 4],
      [true, 1],
    ]);
    expect(answer.proposal.vouchers).toBe(3);
    const without = compared({ groups: both, monthsLeft: 3 }, []);
    expect(without).toMatchObject({ missing: 8, missingTooLate: 4, proposal: { vouchers: 4 } });
  });

  it('R63 R70 what cannot be bought in time comes first, and then what takes longest, whatever is asked first', () => {
    const both = [
      ...groups(4, 'MCSA', 2),
      ...groups(4, 'MCE', 1),
      ...groups(2, 'MCSA', 3),
      ...groups(4, 'MCSA', 6),
    ];
    const answer = compared({ groups: both, monthsLeft: 3, retakeRatePercent: 50 }, [
      lot(['MCSA'], 8, '2020-12-31'),
    ]);
    expect(
      answer.needs.map((need) => [need.family, need.preparationMonths, need.retakes, need.covered]),
    ).toEqual([
      ['MCSA', 6, 2, 6],
      ['MCE', 1, 2, 0],
      ['MCSA', 3, 3, 2],
      ['MCSA', 2, 0, 0],
    ]);
  });

  it('R69 asks the market for nothing that is covered', () => {
    const answer = compared({ groups: groups(3, 'MTA', 1) }, [lot(['MTA'], 3, '2020-12-31')]);
    expect(answer).toMatchObject({ missing: 0, warnings: [], proposal: { packs: [], vouchers: 0 } });
    expect(compared({ groups: groups(4, 'MTA', 1) }, [lot(['MTA'], 3, '2020-12-31')]).warnings).toEqual([
      { code: 'NO_PACK_FOR_FAMILY', family: 'MTA' },
    ]);
  });

  it('plans the largest that it takes, and refuses what is larger', () => {
    expect(compared({ groups: groups(50_000, 'MCSA', 1) }, []).vouchers).toBe(50_000);
    const outcome = needsOf(asked({ groups: groups(50_001, 'MCSA', 1) }), [], market, today);
    expect(outcome).toMatchObject({
      type: { code: 'estimate-too-large' },
      details: { vouchers: 50_001, maxVouchers: 50_000 },
    });
  });

  it('does not count on a suspended site pack', () => {
    const answer = compared({ groups: groups(3, 'MOS', 1) }, [lot(['MOS'], 50, '2020-12-31', false)]);
    expect(answer).toMatchObject({ covered: 0, missing: 3, stock: [{ units: 50, allotted: 0 }] });
  });

  it('R69 without any stock is the estimate', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(14), fc.nat(12), fc.nat(30), (people, months, monthsLeft, percent) => {
        const of = [...groups(people + 1, 'MCSA', months), ...groups(7, 'MCSA', 2)];
        const question = { groups: of, monthsLeft, retakeRatePercent: percent };
        const estimate = estimateVoucherNeed(asked(question), market);
        if (estimate instanceof Refusal) throw new Error(estimate.type.code);
        const { proposal, warnings, missing, missingTooLate } = compared(question, []);
        expect({ proposal, warnings, vouchers: missing - missingTooLate }).toEqual({
          proposal: estimate.proposal,
          warnings: estimate.warnings,
          vouchers: estimate.vouchers,
        });
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel/refusal.js';
import { type Program } from '../contracts/vocabulary.js';
import { agreementOf, classPack, quoting, school, sitePack } from '../testing/school.js';
import { type Customer, linesRefusal, type Offer } from './offers.js';
import { AccreditationNeeded, MembershipEligibilityNeeded, ProgramDoesNotAllow } from './order-refusals.js';

const { provider: _, ...withoutExams } = classPack;
const academy: Offer = { ...withoutExams, families: [], packSize: 1, fulfilment: 'ACCESS', membership: true };
const offers = new Map([
  ['MSIA', academy],
  ['CP-30', classPack],
  ['SP-500', sitePack],
]);
const eligible: Customer = { ...school, membershipEligible: true };

const refused = (productKey: string, customer: Customer, program: Program = 'EES'): string | undefined => {
  const contract = { ...quoting, agreement: agreementOf({ program }), customer };
  const lines = [{ productKey, packs: 1, termModel: 'TWELVE_MONTH' } as const];
  const outcome = linesRefusal(lines, contract, offers, '2019-08-01');
  return outcome instanceof Refusal ? outcome.type.code : undefined;
};

describe('ordering the Imagine Academy membership', () => {
  it('R19 R24 needs the eligibility to be confirmed', () => {
    expect(refused('MSIA', school)).toBe(MembershipEligibilityNeeded.code);
    expect(refused('MSIA', eligible)).toBeUndefined();
  });

  it('R23 is for accredited academic institutions, whatever has been confirmed', () => {
    expect(refused('MSIA', { ...eligible, accreditedOn: () => false })).toBe(AccreditationNeeded.code);
    expect(refused('MSIA', { ...eligible, academic: false })).toBe(AccreditationNeeded.code);
  });

  it('R44 is ordered under the three academic programs, and under no other', () => {
    const academic: readonly Program[] = ['EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'];
    for (const program of academic) expect(refused('MSIA', eligible, program)).toBeUndefined();
    const commercial: readonly Program[] = ['EA', 'SELECT', 'SELECT_PLUS'];
    for (const program of commercial)
      expect(refused('MSIA', eligible, program)).toBe(ProgramDoesNotAllow.code);
  });

  it('R26 R71 I3 no pack needs a membership, nor that one could be had', () => {
    for (const pack of ['CP-30', 'SP-500']) {
      expect(refused(pack, school)).toBeUndefined();
      expect(refused(pack, eligible)).toBeUndefined();
    }
  });
});

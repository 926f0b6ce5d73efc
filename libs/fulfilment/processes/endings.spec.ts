import { describe, expect, it } from '@jest/globals';
import { productFacts, type ProductFacts } from '#catalogue/contracts/product-facts.js';
import { type Look } from '#deciding/binding.js';
import { LegacyEntitlementActivated, LegacyEntitlementImported } from '#elearning/contracts/legacy-events.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { LibraryUnlocked } from '#library/contracts/library-events.js';
import { MembershipRenewed, MembershipStarted } from '#membership/contracts/membership-events.js';
import { after } from '#processing/testing/happened.js';
import { recorded } from '../testing/log.js';
import { legacyELearning } from './legacy-e-learning.js';
import { endingLibraryAccess } from './library-access.js';
import { memberships } from './memberships.js';

const productIs = (kind: 'MEMBERSHIP' | 'E_LEARNING' | undefined): Look => {
  const facts = kind === undefined ? {} : { terms: { kind } };
  const at: Look['at'] = (aggregate) => {
    expect(aggregate).toBe(productFacts);
    // What the process reads of the product is its kind.
    return Promise.resolve(facts as ProductFacts as never);
  };
  return { at, reference: at };
};
const codeId = 'cod_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const membershipId = 'mbr_00000000000000000000000001';

describe('what ends by the clock', () => {
  it('R59 access to a library has its end recorded when it is over', async () => {
    expect(await after(endingLibraryAccess, recorded(LibraryUnlocked, 'library'))).toStrictEqual([
      { at: '2020-07-31T22:00:00.000Z', key: codeId, then: { send: 'EndLibraryAccess', codeId } },
    ]);
  });

  it('R44 a membership is looked at after its grace; a renewal sets the same timer anew', async () => {
    const then = { send: 'EndMembership', institutionId, membershipId };
    expect(await after(memberships, recorded(MembershipStarted, 'membership'))).toStrictEqual([
      { at: '2020-08-30T22:00:00.000Z', key: membershipId, then },
    ]);
    expect(await after(memberships, recorded(MembershipRenewed, 'membership'))).toStrictEqual([
      { at: '2021-08-30T22:00:00.000Z', key: membershipId, then },
    ]);
  });

  it('R41 e-learning of an existing contract expires, earlier when its activation says so', async () => {
    const entitlementId = 'ent_00000000000000000000000001';
    const then = { send: 'ExpireLegacyEntitlement', entitlementId };
    expect(await after(legacyELearning, recorded(LegacyEntitlementImported, 'elearning'))).toStrictEqual([
      { at: '2020-10-31T23:00:00.000Z', key: entitlementId, then },
    ]);
    const early = recorded(LegacyEntitlementActivated, 'elearning', {
      accessUntil: '2020-08-31T22:00:00.000Z',
    });
    expect(await after(legacyELearning, early)).toStrictEqual([
      { at: '2020-08-31T22:00:00.000Z', key: entitlementId, then },
    ]);
  });
});

describe('a granted line of access', () => {
  const granted = recorded(EntitlementGranted, 'entitlement');
  const access = recorded(EntitlementGranted, 'entitlement', { fulfilment: 'ACCESS', productKey: 'MSIA' });

  it('R23 starts or renews a membership when that is what was bought', async () => {
    const { entitlementId, enrollmentId, termStart: invoiceDate, zone } = granted.data;
    const ids = { institutionId: granted.data.institutionId, entitlementId, enrollmentId };
    expect(await after(memberships, access, productIs('MEMBERSHIP'))).toStrictEqual([
      { send: 'GrantMembership', ...ids, invoiceDate, zone },
    ]);
  });

  it('R26 no pack starts a membership, nor does any other access', async () => {
    expect(await after(memberships, granted)).toStrictEqual([]);
    expect(await after(memberships, access, productIs('E_LEARNING'))).toStrictEqual([]);
    expect(await after(memberships, access, productIs(undefined))).toStrictEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import { type ImportLegacyEntitlement } from '../contracts/legacy-commands.js';
import {
  LegacyEntitlementActivated,
  LegacyEntitlementExpired,
  LegacyEntitlementImported,
  LegacyEntitlementShortened,
} from '../contracts/legacy-events.js';
import {
  activateLegacyEntitlement,
  expireLegacyEntitlement,
  importLegacyEntitlement,
  type LegacyEvent,
  type LegacyFacts,
  legacyFold,
  legacyIdOf,
  shortenLegacyEntitlement,
} from './legacy-entitlement.js';
import {
  ContractEndsBeforeItBegins,
  ContractTooYoung,
  LegacyAgreementUnknown,
  LegacyCustomerUnknown,
  LegacyExpired,
  LegacyNotChangeable,
  LegacyNotOver,
  LegacyUnknown,
  NotELearning,
} from './refusals.js';

const command: Readonly<ImportLegacyEntitlement> = {
  institutionId: 'ins_00000000000000000000000001',
  legacyRef: 'VL-2017-004711',
  productKey: 'ELEARN',
  seats: 250,
  contractedOn: '2017-11-01',
  termEnd: '2020-10-31',
  zone: 'Europe/Berlin',
  expiryModel: 'TERM_END',
};
const entitlementId = legacyIdOf(command.institutionId, command.legacyRef);
const expiresAt = '2020-10-31T23:00:00.000Z';
const facts: LegacyFacts = {
  institutionKnown: true,
  isELearning: true,
  withdrawnFrom: '2019-07-30',
  agreement: undefined,
};
const importedWith = (change: Partial<ImportLegacyEntitlement> = {}) =>
  event(LegacyEntitlementImported, { ...command, ...change, entitlementId, expiresAt });
const imported = importedWith();
const importing = (change: Partial<ImportLegacyEntitlement> = {}, changed: Partial<LegacyFacts> = {}) =>
  given(legacyFold).when(
    importLegacyEntitlement,
    { ...command, ...change },
    { facts: { ...facts, ...changed } },
  );
const activatedAt = '2019-09-01T08:00:00.000Z';
const activated = event(LegacyEntitlementActivated, { entitlementId, activatedAt, accessUntil: expiresAt });
const none = { facts: undefined };
const activate = (now: string, ...past: LegacyEvent[]) =>
  given(legacyFold, ...past).when(activateLegacyEntitlement, { entitlementId }, { ...none, now });

describe('importing', () => {
  it('R41 takes over what an existing contract still gives', () => {
    expect(entitlementId).toMatch(/^ent_/);
    importing().then(imported);
  });

  it('R40 R41 takes nothing that was contracted when e-learning was no longer sold', () => {
    importing({ contractedOn: '2019-07-30' }).thenRefused(ContractTooYoung, { withdrawnFrom: '2019-07-30' });
    importing({ contractedOn: '2019-07-29' }).then(importedWith({ contractedOn: '2019-07-29' }));
  });

  it('R41 R43 takes e-learning only: nothing that is sold comes in by this door', () => {
    importing({ productKey: 'CP-30' }, { isELearning: false }).thenRefused(NotELearning, {
      productKey: 'CP-30',
    });
  });

  it('R41 the same again is the same; more seats or a later end is refused', () => {
    const again = (change: Partial<ImportLegacyEntitlement>) =>
      given(legacyFold, imported).when(importLegacyEntitlement, { ...command, ...change }, { facts });
    again({}).then();
    again({ seats: 251 }).thenRefused(LegacyNotChangeable);
    again({ termEnd: '2021-10-31' }).thenRefused(LegacyNotChangeable);
    again({ expiryModel: 'TWELVE_MONTHS_FROM_ACTIVATION' }).thenRefused(LegacyNotChangeable);
    again({ zone: 'America/Los_Angeles' }).thenRefused(LegacyNotChangeable);
    again({ contractedOn: '2018-11-01' }).thenRefused(LegacyNotChangeable);
    again({ productKey: 'ELEARN-2' }).thenRefused(LegacyNotChangeable);
    again({ agreementId: 'agr_00000000000000000000000001' }).thenRefused(LegacyNotChangeable);
  });

  it('refuses an unknown institution and a contract that ends before it begins', () => {
    importing({}, { institutionKnown: false }).thenRefused(LegacyCustomerUnknown);
    importing({ termEnd: '2017-10-31' }).thenRefused(ContractEndsBeforeItBegins);
  });
});

describe('using', () => {
  it('R41 can be activated within its term, once, and gives access to its end', () => {
    activate(activatedAt, imported).then(activated);
    activate('2019-10-01T08:00:00.000Z', imported, activated).then();
    activate(activatedAt).thenRefused(LegacyUnknown);
  });

  it('R41 cannot be activated once its term has ended, whether or not that is recorded', () => {
    const last = '2020-10-31T22:59:59.999Z';
    activate(last, imported).then(
      event(LegacyEntitlementActivated, { entitlementId, activatedAt: last, accessUntil: expiresAt }),
    );
    activate(expiresAt, imported).thenRefused(LegacyExpired);
  });

  it('R41 twelve months from the activation end with the term at the latest', () => {
    const model = importedWith({ expiryModel: 'TWELVE_MONTHS_FROM_ACTIVATION' });
    activate('2019-09-01T08:00:00.000Z', model).then(
      event(LegacyEntitlementActivated, {
        entitlementId,
        activatedAt: '2019-09-01T08:00:00.000Z',
        accessUntil: '2020-08-31T22:00:00.000Z',
      }),
    );
    const from = millisecondsOf('2017-11-01T00:00:00.000Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: millisecondsOf(expiresAt) - 1 - from }), (later) => {
        const { outcome } = activate(instantOf(from + later), model);
        const [event] = outcome as readonly (typeof activated)[];
        expect(event && event.data.accessUntil <= expiresAt).toBe(true);
      }),
    );
  });
});

describe('expiring', () => {
  const expire = (now: string, ...past: (typeof imported | typeof activated | typeof expired)[]) =>
    given(legacyFold, ...past).when(expireLegacyEntitlement, { entitlementId }, { ...none, now });
  const expired = event(
    LegacyEntitlementExpired,
    { entitlementId, effectiveAt: expiresAt, wasActivated: true },
    { occurredAt: expiresAt },
  );

  it('R41 is recorded once, as of the end that the clock knows', () => {
    expire(expiresAt, imported, activated).then(expired);
    expire('2021-06-01T00:00:00.000Z', imported, activated, expired).then();
    expire('2020-10-31T22:59:59.999Z', imported, activated).thenRefused(LegacyNotOver);
    expire(expiresAt).thenRefused(LegacyUnknown);
    expect(fold(legacyFold, [imported, activated, expired])?.expired).toBe(true);
  });

  it('R41 what was never activated expires, too', () => {
    expire(expiresAt, imported).then({ ...expired, data: { ...expired.data, wasActivated: false } });
  });
});

describe('a terminated agreement', () => {
  const endsAt = '2020-01-31T23:00:00.000Z';
  const agreementId = 'agr_00000000000000000000000001';
  const shortened = event(LegacyEntitlementShortened, { entitlementId, previously: expiresAt, endsAt });
  const shorten = (effectiveOn: string, ...past: Parameters<typeof legacyFold.evolve>[1][]) =>
    given(legacyFold, ...past).when(shortenLegacyEntitlement, { entitlementId, effectiveOn }, none);

  it('I37 R41 ends e-learning with it, activated or not, and never later than it would have ended', () => {
    shorten('2020-01-31', imported).then(shortened);
    shorten('2020-01-31', imported, activated).then(shortened);
    shorten('2020-01-31', imported, shortened).then();
    shorten('2020-10-31', imported).then();
    shorten('2020-01-31').thenRefused(LegacyUnknown);
  });

  it('I37 what was activated or imported afterwards ends with it, too', () => {
    activate('2019-09-01T08:00:00.000Z', imported, shortened).then(
      event(LegacyEntitlementActivated, {
        entitlementId,
        activatedAt: '2019-09-01T08:00:00.000Z',
        accessUntil: endsAt,
      }),
    );
    activate(endsAt, imported, shortened).thenRefused(LegacyExpired);
    const terminated = { ofInstitution: true, terminatedOn: '2020-01-31' };
    importing({ agreementId }, { agreement: terminated }).then(importedWith({ agreementId }), shortened);
    importing({ agreementId }, { agreement: { ...terminated, terminatedOn: undefined } }).then(
      importedWith({ agreementId }),
    );
  });

  it('I37 only an agreement of the institution can be named', () => {
    const agreement = { ofInstitution: false, terminatedOn: undefined };
    importing({ agreementId }, { agreement }).thenRefused(LegacyAgreementUnknown);
  });
});

import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type RegisterAgreement } from '../contracts/agreement-commands.js';
import {
  AgreementExtended,
  AgreementRegistered,
  AgreementTerminated,
  ContactDesignated,
  EnrollmentAdded,
  PriceLevelChanged,
} from '../contracts/agreement-events.js';
import {
  agreementEnd,
  agreementFold,
  priceLevelOn,
  recipientsOf,
  runsOn,
} from '../contracts/agreement-facts.js';
import { enrollmentFold } from '../contracts/enrollment-facts.js';
import { programs } from '../contracts/vocabulary.js';
import {
  agreementIdOf,
  changePriceLevel,
  designateContact,
  extendAgreement,
  raisePriceLevel,
  registerAgreement,
  terminateAgreement,
} from './agreement.js';
import {
  AgreementExists,
  AgreementIsTerminated,
  AgreementNeedsEnd,
  AgreementNeverEnds,
  AgreementUnknown,
  ContactRoleTwice,
  EndBeforeStart,
  EnrollmentExists,
  EnrollmentOutsideAgreement,
  LevelBeforeStart,
  NotAnExtension,
  TerminationAfterEnd,
} from './agreement-refusals.js';
import { addEnrollment, enrollmentIdOf } from './enrollment.js';
import { agreementOf, ids, levelA, registered } from '../testing/school.js';

const facts = undefined;
const agreementId = agreementIdOf('E0123456');
const command: Readonly<RegisterAgreement> = {
  number: 'e0123456',
  program: 'EES',
  start: '2018-08-01',
  end: '2021-07-31',
  priceLevel: 'A',
  institutionId: ids.institution,
};
const { end: _, ...endless } = command;
const register = (change: Partial<RegisterAgreement>) =>
  given(agreementFold).when(registerAgreement, { ...command, ...change }, { facts });
const terminated = event(AgreementTerminated, { agreementId: ids.agreement, effectiveOn: '2020-01-31' });

describe('an agreement', () => {
  it('R45 is registered with its level and contacts, under the normalised number', () => {
    register({ contacts: [{ role: 'ONLINE', personRef: ids.person }] }).then(
      event(AgreementRegistered, { ...registered.data, agreementId }),
      event(PriceLevelChanged, { agreementId, priceLevel: 'A', effectiveFrom: '2018-08-01' }),
      event(ContactDesignated, { agreementId, role: 'ONLINE', personRef: ids.person }),
    );
    expect(agreementIdOf('e0123456')).toBe(agreementId);
    expect(agreementId).toMatch(/^agr_/);
  });

  it('R46 of a School Enrollment stands under a Campus and School Agreement; that of a company does not', () => {
    const master = (program: RegisterAgreement['program']) => {
      const { outcome } = register({ program });
      return 'type' in outcome ? outcome : outcome[0]?.data;
    };
    expect(master('SCHOOL_ENROLLMENT')).toHaveProperty('masterAgreement', 'CAMPUS_AND_SCHOOL_AGREEMENT');
    expect(master('EES')).toHaveProperty('masterAgreement', 'CAMPUS_AND_SCHOOL_AGREEMENT');
    expect(master('EA')).not.toHaveProperty('masterAgreement');
  });

  it('R47 of Select Plus has no end; others need one, but for the two that may do without', () => {
    for (const program of programs) {
      const neverEnds = program.startsWith('SELECT_PLUS');
      const withEnd = register({ program });
      const without = given(agreementFold).when(registerAgreement, { ...endless, program }, { facts });
      if (neverEnds) withEnd.thenRefused(AgreementNeverEnds, { program });
      else expect(withEnd.outcome).toHaveLength(2);
      if (neverEnds || program.startsWith('VL')) {
        expect(without.outcome).toHaveLength(2);
        expect(without.outcome).toHaveProperty('0.data.program', program);
        expect(without.outcome).not.toHaveProperty('0.data.end');
      } else without.thenRefused(AgreementNeedsEnd, { program }, '/end');
    }
  });

  it('is refused when its number is taken, its dates are turned round, or a contact role is filled twice', () => {
    given(agreementFold, registered).when(registerAgreement, command, { facts }).thenRefused(AgreementExists);
    register({ end: '2018-07-31' }).thenRefused(EndBeforeStart, { start: '2018-08-01', end: '2018-07-31' });
    const contact = { role: 'ONLINE', personRef: ids.person } as const;
    register({ contacts: [contact, { ...contact, personRef: ids.other }] }).thenRefused(ContactRoleTwice);
    expect(register({ contacts: [contact, { ...contact, role: 'NOTICES' }] }).outcome).toHaveLength(4);
  });

  it('may last a single day', () => {
    expect(register({ end: '2018-08-01' }).outcome).toHaveLength(2);
  });

  it('R66 changes the person of a contact role, and ignores the same one', () => {
    const designate = {
      agreementId: ids.agreement,
      contact: { role: 'NOTICES', personRef: ids.person },
    } as const;
    const changed = event(ContactDesignated, { agreementId: ids.agreement, ...designate.contact });
    given(agreementFold, registered).when(designateContact, designate, { facts }).then(changed);
    given(agreementFold, registered, changed).when(designateContact, designate, { facts }).then();
    given(agreementFold).when(designateContact, designate, { facts }).thenRefused(AgreementUnknown);
  });

  it('R66 the voucher list goes to the contacts of agreement and order, to each person once', () => {
    const { person, other } = ids;
    const agreement = { contacts: { NOTICES: person, ONLINE: other, ACCOUNT_MANAGER: ids.reseller } };
    expect(recipientsOf(agreement, {})).toStrictEqual([person, other]);
    expect(recipientsOf(agreement, { contacts: { notices: other, online: person } })).toStrictEqual([
      person,
      other,
    ]);
    expect(recipientsOf({ contacts: {} }, { contacts: { online: person } })).toStrictEqual([person]);
    expect(recipientsOf({ contacts: { ONLINE: other } }, { contacts: { notices: person } })).toStrictEqual([
      other,
      person,
    ]);
    expect(recipientsOf({ contacts: {} }, {})).toStrictEqual([]);
  });

  it('has the price level of the day, the one recorded last when two begin together', () => {
    const change = { agreementId: ids.agreement, priceLevel: 'B', effectiveFrom: '2019-08-01' } as const;
    given(agreementFold, registered, levelA)
      .when(changePriceLevel, change, { facts })
      .then(event(PriceLevelChanged, change));
    given(agreementFold, registered)
      .when(changePriceLevel, { ...change, effectiveFrom: '2018-07-31' }, { facts })
      .thenRefused(LevelBeforeStart, { start: '2018-08-01' });
    given(agreementFold, registered)
      .when(changePriceLevel, { ...change, effectiveFrom: '2018-08-01' }, { facts })
      .then(event(PriceLevelChanged, { ...change, effectiveFrom: '2018-08-01' }));
    const levels = [levelA.data, change, { ...change, priceLevel: 'C' }, levelA.data] as const;
    const agreement = agreementOf({}, { levels });
    expect(priceLevelOn(agreement, '2019-07-31')).toBe('A');
    expect(priceLevelOn(agreement, '2019-08-01')).toBe('C');
    expect(priceLevelOn(agreement, '2018-07-31')).toBeUndefined();
  });

  it('E10 I36 is extended by one event of its own, which names no entitlement', () => {
    const later = { agreementId: ids.agreement, end: '2024-07-31' };
    given(agreementFold, registered)
      .when(extendAgreement, later, { facts })
      .then(event(AgreementExtended, { agreementId: ids.agreement, from: '2021-07-31', to: '2024-07-31' }));
    const extend = (end: string) =>
      given(agreementFold, registered).when(extendAgreement, { ...later, end }, { facts });
    extend('2021-07-31').thenRefused(NotAnExtension, { end: '2021-07-31' });
    given(agreementFold, registered, terminated)
      .when(extendAgreement, later, { facts })
      .thenRefused(AgreementIsTerminated, { effectiveOn: '2020-01-31' });
    const { end: __, ...never } = registered.data;
    given(agreementFold, event(AgreementRegistered, { ...never, program: 'SELECT_PLUS' }))
      .when(extendAgreement, later, { facts })
      .thenRefused(AgreementNeverEnds, { program: 'SELECT_PLUS' });
  });

  it('I37 is terminated on a day of its own, never later than it would have ended', () => {
    const terminate = (effectiveOn: string) =>
      given(agreementFold, registered).when(
        terminateAgreement,
        { agreementId: ids.agreement, effectiveOn },
        { facts },
      );
    terminate('2020-01-31').then(terminated);
    terminate('2018-07-31').thenRefused(EndBeforeStart, { start: '2018-08-01', end: '2018-07-31' });
    expect(terminate('2018-08-01').outcome).toHaveLength(1);
    terminate('2021-08-01').thenRefused(TerminationAfterEnd, { end: '2021-07-31' });
    expect(terminate('2021-07-31').outcome).toHaveLength(1);
    given(agreementFold, registered, terminated)
      .when(terminateAgreement, terminated.data, { facts })
      .thenRefused(AgreementIsTerminated, { effectiveOn: '2020-01-31' });
  });

  it('is changed only when it is there', () => {
    const { agreement: agreementId } = ids;
    const none = given(agreementFold);
    const level = { agreementId, priceLevel: 'B', effectiveFrom: '2019-08-01' } as const;
    none.when(changePriceLevel, level, { facts }).thenRefused(AgreementUnknown);
    none
      .when(raisePriceLevel, { ...level, agreementYear: 1, points: 4000 }, { facts })
      .thenRefused(AgreementUnknown);
    none.when(extendAgreement, { agreementId, end: '2024-07-31' }, { facts }).thenRefused(AgreementUnknown);
    none.when(terminateAgreement, terminated.data, { facts }).thenRefused(AgreementUnknown);
  });

  it('runs from its first to its last day, both counted', () => {
    const agreement = agreementOf();
    expect(
      ['2018-07-31', '2018-08-01', '2021-07-31', '2021-08-01'].map((day) => runsOn(agreement, day)),
    ).toStrictEqual([false, true, true, false]);
    const ended = agreementOf({}, { terminatedOn: '2020-01-31' });
    expect([agreementEnd(ended), runsOn(ended, '2020-02-01')]).toStrictEqual(['2020-01-31', false]);
  });
});

describe('an enrollment', () => {
  const add = { agreementId: ids.agreement, number: 'ab-1', start: '2018-08-01' };
  const added = event(EnrollmentAdded, {
    enrollmentId: enrollmentIdOf('AB-1'),
    number: 'AB-1',
    agreementId: ids.agreement,
    institutionId: ids.institution,
    start: '2018-08-01',
  });

  it('R46 is a contract of its own with a number of its own', () => {
    expect(added.data.enrollmentId).toMatch(/^enr_/);
    given(enrollmentFold).when(addEnrollment, add, { facts: agreementOf() }).then(added);
    given(enrollmentFold, added)
      .when(addEnrollment, add, { facts: agreementOf() })
      .thenRefused(EnrollmentExists);
  });

  it('begins on a day of its agreement', () => {
    for (const start of ['2018-07-31', '2021-08-01'])
      given(enrollmentFold)
        .when(addEnrollment, { ...add, start }, { facts: agreementOf() })
        .thenRefused(EnrollmentOutsideAgreement);
    given(enrollmentFold)
      .when(addEnrollment, add, { facts: agreementFold.initial })
      .thenRefused(AgreementUnknown);
  });
});

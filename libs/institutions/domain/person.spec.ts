import { describe, expect, it } from '@jest/globals';
import { given, someGivens } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { type InstitutionFacts, institutionFold } from '../contracts/institution-facts.js';
import { type RegisterPerson } from '../contracts/person-commands.js';
import { ConsentGiven, PersonErased, PersonLeft, PersonRegistered } from '../contracts/person-events.js';
import { type PersonEvent, hasLeft, lacksConsent, personFold } from '../contracts/person-facts.js';
import { noTestCentre } from '../contracts/test-centre.js';
import { type Segment, personRoles } from '../contracts/vocabulary.js';
import { erasePerson, giveConsent, recordPersonLeft, registerPerson } from './person.js';
import {
  ConsentNotNeeded,
  LeavingInFuture,
  NoSuchInstitution,
  NoSuchPerson,
  PersonAlreadyLeft,
  PersonAlreadyRegistered,
  RoleNotOfInstitution,
} from './refusals.js';

const personRef = derivedId('per', someGivens.commandId);
const institutionId = 'ins_0123456789abcdefghjkmnpqrs';
const command: Readonly<RegisterPerson> = {
  institutionId,
  role: 'STUDENT',
  minor: true,
  personal: { givenName: 'Ada', familyName: 'Example', email: 'ada@example.edu' },
};
const institutionOf = (segment: Segment): InstitutionFacts => ({
  registered: { institutionId, segment, country: 'DE', region: 'EMEA', zone: 'Europe/Berlin' },
  accreditations: [],
  testCentre: noTestCentre,
});
const sealed = 'box';
const facts = { institution: institutionOf('ACADEMIC'), sealed };
const none = { facts: undefined };
const registered = event(PersonRegistered, {
  personRef,
  institutionId,
  role: 'STUDENT',
  minor: true,
  consent: false,
  sealed,
});
const adult = event(PersonRegistered, { ...registered.data, minor: false });
const consented = event(ConsentGiven, { personRef });
const effectiveAt = '2019-07-31T22:00:00.000Z';
const left = event(PersonLeft, { personRef, institutionId, effectiveAt }, { occurredAt: effectiveAt });
const after = (...events: readonly PersonEvent[]) => events.reduce(personFold.evolve, personFold.initial);

describe('registering a person', () => {
  it('R3 I32 the event holds a reference and a box, and nothing of the name or address', () => {
    const decided = given(personFold).when(registerPerson, command, { facts });
    decided.then(registered);
    expect(JSON.stringify(decided.outcome)).not.toMatch(/Ada|Example|example\.edu/);
  });

  it.each([
    ['COMMERCIAL', ['EMPLOYEE', 'CONTACT']],
    ['ACADEMIC', ['STUDENT', 'FACULTY', 'STAFF', 'CONTACT']],
  ] as const)('R3 R25 of the roles, a %s institution has %j', (segment, roles) => {
    const admitted = personRoles.filter((role) => {
      const givens = { facts: { institution: institutionOf(segment), sealed } };
      return !(
        given(personFold).when(registerPerson, { ...command, role }, givens).outcome instanceof Refusal
      );
    });
    expect([...admitted].sort()).toEqual([...roles].sort());
    const wrong = segment === 'ACADEMIC' ? 'EMPLOYEE' : 'STUDENT';
    given(personFold)
      .when(
        registerPerson,
        { ...command, role: wrong },
        { facts: { institution: institutionOf(segment), sealed } },
      )
      .thenRefused(RoleNotOfInstitution, { segment, role: wrong });
  });

  it('R25 staff are admitted, and marked for audit', () => {
    given(personFold)
      .when(registerPerson, { ...command, role: 'STAFF' }, { facts })
      .then(
        event(
          PersonRegistered,
          { ...registered.data, role: 'STAFF' },
          { basis: { policies: ['staff-admitted'] } },
        ),
      );
  });

  it('R3 once, and at an institution that exists', () => {
    given(personFold, registered)
      .when(registerPerson, command, { facts })
      .thenRefused(PersonAlreadyRegistered);
    given(personFold)
      .when(registerPerson, command, { facts: { institution: institutionFold.initial, sealed } })
      .thenRefused(NoSuchInstitution);
  });
});

describe('consent', () => {
  it('E60 a minor lacks it until a parent gives it, at registration or later', () => {
    expect(lacksConsent(after(registered))).toBe(true);
    given(personFold, registered).when(giveConsent, { personRef }, none).then(consented);
    expect(lacksConsent(after(registered, consented))).toBe(false);
    given(personFold)
      .when(registerPerson, { ...command, consent: true }, { facts })
      .then(event(PersonRegistered, { ...registered.data, consent: true }));
    expect(lacksConsent(after(event(PersonRegistered, { ...registered.data, consent: true })))).toBe(false);
    expect(lacksConsent(after(adult))).toBe(false);
  });

  it('E60 told again it is no event; for an adult and for nobody it is refused', () => {
    given(personFold, registered, consented).when(giveConsent, { personRef }, none).then();
    given(personFold, adult).when(giveConsent, { personRef }, none).thenRefused(ConsentNotNeeded);
    given(personFold).when(giveConsent, { personRef }, none).thenRefused(NoSuchPerson);
  });
});

describe('leaving', () => {
  const leave = (at: string) => ({ personRef, effectiveAt: at });

  it('R61 E29 E30 it counts from when it happened, however late it is told', () => {
    given(personFold, registered)
      .when(recordPersonLeft, leave('2019-08-01T00:00:00+02:00'), {
        ...none,
        now: '2020-01-01T00:00:00.000Z',
      })
      .then(left);
    const state = after(registered, left);
    expect(hasLeft(state, '2019-07-31T21:59:59.999Z')).toBe(false);
    expect(hasLeft(state, effectiveAt)).toBe(true);
    expect(hasLeft(after(registered), '2999-01-01T00:00:00.000Z')).toBe(false);
  });

  it('E29 nobody has left in the future', () => {
    const now = '2019-08-01T09:00:00.000Z';
    given(personFold, registered)
      .when(recordPersonLeft, leave('2019-08-01T09:00:00.001Z'), { ...none, now })
      .thenRefused(LeavingInFuture, { effectiveAt: '2019-08-01T09:00:00.001Z' });
    given(personFold, registered)
      .when(recordPersonLeft, leave(now), { ...none, now })
      .then(event(PersonLeft, { personRef, institutionId, effectiveAt: now }, { occurredAt: now }));
  });

  it('E29 told again it is no event, told otherwise it is refused', () => {
    given(personFold, registered, left).when(recordPersonLeft, leave('2019-07-31T22:00:00Z'), none).then();
    given(personFold, registered, left)
      .when(recordPersonLeft, leave('2019-07-30T22:00:00Z'), none)
      .thenRefused(PersonAlreadyLeft, { leftAt: effectiveAt });
    given(personFold).when(recordPersonLeft, leave(effectiveAt), none).thenRefused(NoSuchPerson);
  });
});

describe('erasing', () => {
  const erased = event(PersonErased, { personRef, institutionId });

  it('R3 E62 it is on record once, and what was recorded before stays', () => {
    given(personFold, registered).when(erasePerson, { personRef }, none).then(erased);
    given(personFold, registered, left).when(erasePerson, { personRef }, none).then(erased);
    given(personFold, registered, erased).when(erasePerson, { personRef }, none).then();
    expect(personFold.evolve(personFold.evolve(personFold.initial, registered), erased)).toMatchObject({
      erased: true,
      registered: { personRef, sealed },
    });
  });

  it('E62 nobody is erased who never was', () => {
    given(personFold).when(erasePerson, { personRef }, none).thenRefused(NoSuchPerson);
  });

  it('I32 E62 its event holds nothing of the person but the reference', () => {
    expect(Object.keys(erased.data).sort()).toStrictEqual(['institutionId', 'personRef']);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { propertyRuns } from '#test/support/property-runs.js';
import {
  ResellerAuthorizationEnded,
  ResellerAuthorized,
  ResellerContactDesignated,
  ResellerRegistered,
} from '../contracts/reseller-events.js';
import { isResellerOn, resellerFold, sellsUnder } from '../contracts/reseller-facts.js';
import { isAcademicProgram, programs, resellerTypes } from '../contracts/vocabulary.js';
import { fact } from '../testing/fact.js';
import { ids } from '../testing/school.js';
import {
  AuthorizationEndsBeforeStart,
  AuthorizationHeld,
  NotAuthorizedThen,
  ResellerExists,
  ResellerNotFound,
} from './reseller-refusals.js';
import {
  authorizeReseller,
  designateResellerContact,
  endResellerAuthorization,
  registerReseller,
  resellerIdOf,
} from './reseller.js';

const resellerId = resellerIdOf('r-4711');
const registered = fact(ResellerRegistered, {
  resellerId,
  number: 'R-4711',
  institutionId: ids.institution,
});
const authorized = fact(ResellerAuthorized, { resellerId, type: 'AER', from: '2018-08-01' });
const facts = { facts: undefined };

describe('a reseller', () => {
  it('R48 is registered once by its number, with what it is and whom to write to', () => {
    const command = {
      number: 'r-4711',
      institutionId: ids.institution,
      authorization: { type: 'AER', from: '2018-08-01' },
      ordersContact: ids.person,
    } as const;
    const contact = fact(ResellerContactDesignated, { resellerId, personRef: ids.person });
    given(resellerFold).when(registerReseller, command, facts).then(registered, authorized, contact);
    given(resellerFold, registered).when(registerReseller, command, facts).thenRefused(ResellerExists);
    expect(resellerId).toMatch(/^res_/);
    const { ordersContact: _, ...unnamed } = command;
    given(resellerFold).when(registerReseller, unnamed, facts).then(registered, authorized);
    const turned = { ...command.authorization, until: '2018-07-31' };
    given(resellerFold)
      .when(registerReseller, { ...command, authorization: turned }, facts)
      .thenRefused(AuthorizationEndsBeforeStart, { from: '2018-08-01', until: '2018-07-31' });
  });

  it('R48 its contact is replaced by the next one, and named once', () => {
    const name = (personRef: string) => ({ resellerId, personRef });
    const first = fact(ResellerContactDesignated, name(ids.person));
    given(resellerFold, registered, first)
      .when(designateResellerContact, name(ids.other), facts)
      .then(fact(ResellerContactDesignated, name(ids.other)));
    given(resellerFold, registered, first).when(designateResellerContact, name(ids.person), facts).then();
    given(resellerFold).when(designateResellerContact, name(ids.person), facts).thenRefused(ResellerNotFound);
  });

  it('R48 is of one type at most once on a day', () => {
    const as = (from: string, until?: string) => ({
      resellerId,
      authorization: { type: 'AER' as const, from, ...(until === undefined ? {} : { until }) },
    });
    const past = [
      registered,
      fact(ResellerAuthorized, { resellerId, type: 'AER', from: '2018-08-01', until: '2019-07-31' }),
    ] as const;
    const then = given(resellerFold, ...past);
    then
      .when(authorizeReseller, as('2019-08-01'), facts)
      .then(fact(ResellerAuthorized, { resellerId, type: 'AER', from: '2019-08-01' }));
    then.when(authorizeReseller, as('2019-07-31'), facts).thenRefused(AuthorizationHeld, { type: 'AER' });
    then
      .when(authorizeReseller, as('2019-08-01', '2019-08-01'), facts)
      .then(fact(ResellerAuthorized, { resellerId, type: 'AER', from: '2019-08-01', until: '2019-08-01' }));
    const other = { type: 'LAR', from: '2018-08-01' } as const;
    then
      .when(authorizeReseller, { resellerId, authorization: other }, facts)
      .then(fact(ResellerAuthorized, { resellerId, ...other }));
    then.when(authorizeReseller, as('2017-08-01'), facts).thenRefused(AuthorizationHeld);
    then
      .when(authorizeReseller, as('2017-08-01', '2018-07-31'), facts)
      .then(fact(ResellerAuthorized, { resellerId, type: 'AER', from: '2017-08-01', until: '2018-07-31' }));
    then
      .when(authorizeReseller, as('2020-08-01', '2020-07-31'), facts)
      .thenRefused(AuthorizationEndsBeforeStart);
    given(resellerFold).when(authorizeReseller, as('2019-08-01'), facts).thenRefused(ResellerNotFound);
  });

  it('R48 what it is ends with a day, and can be taken up again', () => {
    const end = { resellerId, type: 'AER', lastDay: '2020-06-30' } as const;
    const ended = fact(ResellerAuthorizationEnded, end);
    given(resellerFold, registered, authorized).when(endResellerAuthorization, end, facts).then(ended);
    given(resellerFold, registered, authorized, ended)
      .when(endResellerAuthorization, end, facts)
      .thenRefused(NotAuthorizedThen);
    given(resellerFold, registered)
      .when(endResellerAuthorization, end, facts)
      .thenRefused(NotAuthorizedThen, { type: 'AER', lastDay: '2020-06-30' });
    const limited = fact(ResellerAuthorized, { ...authorized.data, until: '2020-07-01' });
    given(resellerFold, registered, limited).when(endResellerAuthorization, end, facts).then(ended);
    given(resellerFold, registered, authorized)
      .when(endResellerAuthorization, { ...end, type: 'LAR' }, facts)
      .thenRefused(NotAuthorizedThen, { type: 'LAR', lastDay: '2020-06-30' });
    given(resellerFold).when(endResellerAuthorization, end, facts).thenRefused(ResellerNotFound);
    const state = [registered, authorized, ended].reduce(resellerFold.evolve, resellerFold.initial);
    expect(
      ['2018-07-31', '2018-08-01', '2020-06-30', '2020-07-01'].map((day) => isResellerOn(state, 'AER', day)),
    ).toStrictEqual([false, true, true, false]);
    given(resellerFold, registered, authorized, ended)
      .when(authorizeReseller, { resellerId, authorization: { type: 'AER', from: '2020-07-01' } }, facts)
      .then(fact(ResellerAuthorized, { resellerId, type: 'AER', from: '2020-07-01' }));
  });

  it('R48 R65 an education reseller sells under academic programs, a large account reseller under all', () => {
    const of = (type: (typeof resellerTypes)[number]) => ({
      authorizations: [{ type, from: '2018-08-01' }],
    });
    for (const program of programs) {
      expect(sellsUnder(of('LAR'), program, '2019-08-01')).toBe(true);
      expect(sellsUnder(of('AER'), program, '2019-08-01')).toBe(isAcademicProgram(program));
      expect(sellsUnder(of('LAR'), program, '2018-07-31')).toBe(false);
    }
  });

  it('R48 of any accepted authorisations, none of a type overlap', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2019-08-${String(n).padStart(2, '0')}`);
    const authorization = fc.record(
      { type: fc.constantFrom(...resellerTypes), from: day, until: day },
      { requiredKeys: ['type', 'from'] },
    );
    const step = fc.oneof(
      authorization.map((each) => ({ authorization: each })),
      fc.record({ type: fc.constantFrom(...resellerTypes), lastDay: day }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const past = [registered] as (typeof registered | typeof authorized)[];
        for (const each of steps) {
          const then = given(resellerFold, ...past);
          const { outcome } =
            'lastDay' in each
              ? then.when(endResellerAuthorization, { resellerId, ...each }, facts)
              : then.when(authorizeReseller, { resellerId, ...each }, facts);
          if (Array.isArray(outcome)) past.push(...(outcome as typeof past));
        }
        const { authorizations } = past.reduce(resellerFold.evolve, resellerFold.initial);
        for (const [n, a] of authorizations.entries())
          for (const b of authorizations.slice(n + 1))
            expect(
              a.type !== b.type ||
                (a.until !== undefined && a.until < b.from) ||
                (b.until !== undefined && b.until < a.from),
            ).toBe(true);
      }),
      propertyRuns(),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, someGivens } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { type RegisterInstitution } from '../contracts/institution-commands.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
  InstitutionRegistered,
} from '../contracts/institution-events.js';
import {
  type InstitutionEvent,
  accreditedAt,
  accreditedOn,
  institutionFold,
} from '../contracts/institution-facts.js';
import { recordAccreditation, registerInstitution, withdrawAccreditation } from './institution.js';
import {
  AcademicLevelUnexpected,
  AccreditationEndsBeforeItBegins,
  InstitutionAlreadyRegistered,
  NoAccreditationThen,
  NoSuchInstitution,
  NotAcademic,
} from './refusals.js';

const institutionId = derivedId('ins', someGivens.commandId);
const school: Readonly<RegisterInstitution> = {
  segment: 'ACADEMIC',
  level: 'FOUR_YEAR',
  country: 'DE',
  region: 'EMEA',
  zone: 'Europe/Berlin',
};
const company: Readonly<RegisterInstitution> = {
  name: 'Example Ltd',
  segment: 'COMMERCIAL',
  country: 'NZ',
  region: 'APAC',
  zone: 'Pacific/Auckland',
};
const registered = event(InstitutionRegistered, { institutionId, ...school });
const confirmed = event(AccreditationConfirmed, {
  institutionId,
  evidenceRef: 'ACQUIN-1',
  validFrom: '2018-10-01',
  validUntil: '2020-09-30',
});
const withdrawal = { institutionId, effectiveOn: '2020-03-01', reason: 'Not renewed' };
const withdrawn = event(AccreditationWithdrawn, withdrawal);
const renewed = event(AccreditationConfirmed, {
  ...confirmed.data,
  evidenceRef: 'ACQUIN-2',
  validFrom: '2020-06-01',
});
const facts = undefined;
const after = (...events: readonly InstitutionEvent[]) =>
  events.reduce(institutionFold.evolve, institutionFold.initial);

describe('registering an institution', () => {
  it('R2 companies and academic institutions are customers', () => {
    given(institutionFold).when(registerInstitution, school, { facts }).then(registered);
    given(institutionFold)
      .when(registerInstitution, company, { facts })
      .then(event(InstitutionRegistered, { institutionId, ...company }));
  });

  it('R38 no region is refused, and the region is recorded', () => {
    for (const region of ['EMEA', 'AMERICAS', 'APAC', 'GREATER-CHINA', 'ANTARCTICA']) {
      given(institutionFold)
        .when(registerInstitution, { ...company, region }, { facts })
        .then(event(InstitutionRegistered, { institutionId, ...company, region }));
    }
  });

  it('R29 only academic institutions have a level; E13 each has a zone', () => {
    given(institutionFold)
      .when(registerInstitution, { ...company, level: 'SECONDARY' }, { facts })
      .thenRefused(AcademicLevelUnexpected);
    expect(after(registered).registered?.zone).toBe('Europe/Berlin');
  });

  it('R2 an institution is registered once', () => {
    given(institutionFold, registered)
      .when(registerInstitution, school, { facts })
      .thenRefused(InstitutionAlreadyRegistered);
  });
});

describe('accreditation', () => {
  it('R2 R71 I3 it holds from its first to its last day', () => {
    given(institutionFold, registered).when(recordAccreditation, confirmed.data, { facts }).then(confirmed);
    const state = after(registered, confirmed);
    const days = ['2018-09-30', '2018-10-01', '2020-09-30', '2020-10-01'];
    expect(days.map((day) => accreditedOn(state, day))).toEqual([false, true, true, false]);
    expect(accreditedOn(after(registered), '2019-01-01')).toBe(false);
  });

  it('R71 I3 an accreditation is all it takes: nothing is known of a membership', () => {
    expect(Object.keys(after(registered, confirmed)).sort()).toEqual([
      'accreditations',
      'registered',
      'testCentre',
    ]);
  });

  it('R71 at an instant it is judged by the calendar of the zone', () => {
    const state = after(registered, confirmed);
    expect(accreditedAt(state, '2018-09-30T21:59:59.999Z')).toBe(false);
    expect(accreditedAt(state, '2018-09-30T22:00:00.000Z')).toBe(true);
    expect(accreditedAt(after(confirmed), '2019-01-01T00:00:00.000Z')).toBe(false);
  });

  it('R71 a withdrawal counts from its day, also backdated, and not for what came before', () => {
    given(institutionFold, registered, confirmed)
      .when(withdrawAccreditation, withdrawal, { facts, now: '2020-05-05T00:00:00.000Z' })
      .then(withdrawn);
    const state = after(registered, confirmed, withdrawn);
    const days = ['2020-02-29', '2020-03-01', '2020-06-01'];
    expect(days.map((day) => accreditedOn(state, day))).toEqual([true, false, false]);
  });

  it('R71 a later confirmation accredits anew, without closing the gap', () => {
    given(institutionFold, registered, confirmed, withdrawn)
      .when(recordAccreditation, renewed.data, { facts })
      .then(renewed);
    const state = after(registered, confirmed, withdrawn, renewed);
    const days = ['2020-02-29', '2020-03-01', '2020-05-31', '2020-06-01'];
    expect(days.map((day) => accreditedOn(state, day))).toEqual([true, false, false, true]);
  });

  it('R71 an earlier withdrawal after a later one takes the earlier day; a later one takes nothing', () => {
    const earlier = { ...withdrawal, effectiveOn: '2020-01-01' };
    given(institutionFold, registered, confirmed, withdrawn)
      .when(withdrawAccreditation, earlier, { facts })
      .then(event(AccreditationWithdrawn, earlier));
    const state = after(registered, confirmed, withdrawn, event(AccreditationWithdrawn, earlier));
    expect(accreditedOn(state, '2020-01-01')).toBe(false);
    expect(
      accreditedOn(
        after(registered, confirmed, event(AccreditationWithdrawn, earlier), withdrawn),
        '2020-02-01',
      ),
    ).toBe(false);
    for (const effectiveOn of ['2020-03-01', '2020-03-02', '2021-01-01']) {
      given(institutionFold, registered, confirmed, withdrawn)
        .when(withdrawAccreditation, { ...withdrawal, effectiveOn }, { facts })
        .thenRefused(NoAccreditationThen, { effectiveOn });
    }
    given(institutionFold, registered)
      .when(withdrawAccreditation, withdrawal, { facts })
      .thenRefused(NoAccreditationThen);
  });

  it('R71 what has ended cannot be withdrawn any more', () => {
    const onLastDay = { ...withdrawal, effectiveOn: '2020-09-30' };
    given(institutionFold, registered, confirmed)
      .when(withdrawAccreditation, onLastDay, { facts })
      .then(event(AccreditationWithdrawn, onLastDay));
    given(institutionFold, registered, confirmed)
      .when(withdrawAccreditation, { ...withdrawal, effectiveOn: '2020-10-01' }, { facts })
      .thenRefused(NoAccreditationThen, { effectiveOn: '2020-10-01' });
  });

  it('R2 the same evidence told again is no event, unless it was withdrawn', () => {
    given(institutionFold, registered, confirmed).when(recordAccreditation, confirmed.data, { facts }).then();
    given(institutionFold, registered, confirmed, withdrawn)
      .when(recordAccreditation, confirmed.data, { facts })
      .then(confirmed);
  });

  it('R2 other evidence, or the same for other days, is an accreditation of its own', () => {
    for (const difference of [
      { evidenceRef: 'another' },
      { validFrom: '2018-11-01' },
      { validUntil: '2020-10-31' },
    ]) {
      const other = { ...confirmed.data, ...difference };
      given(institutionFold, registered, confirmed)
        .when(recordAccreditation, other, { facts })
        .then(event(AccreditationConfirmed, other));
    }
    const oneDay = { ...confirmed.data, validUntil: confirmed.data.validFrom };
    given(institutionFold, registered)
      .when(recordAccreditation, oneDay, { facts })
      .then(event(AccreditationConfirmed, oneDay));
  });

  it('R2 I3 only academic institutions that exist are accredited, for at least a day', () => {
    const commercial = event(InstitutionRegistered, { institutionId, ...company });
    given(institutionFold, commercial)
      .when(recordAccreditation, confirmed.data, { facts })
      .thenRefused(NotAcademic);
    given(institutionFold)
      .when(recordAccreditation, confirmed.data, { facts })
      .thenRefused(NoSuchInstitution);
    given(institutionFold).when(withdrawAccreditation, withdrawal, { facts }).thenRefused(NoSuchInstitution);
    given(institutionFold, registered)
      .when(recordAccreditation, { ...confirmed.data, validUntil: '2018-09-30' }, { facts })
      .thenRefused(
        AccreditationEndsBeforeItBegins,
        { validFrom: '2018-10-01', validUntil: '2018-09-30' },
        '/validUntil',
      );
  });

  it('R71 on no day is it accredited that no confirmation covers, or from a withdrawal on that followed it', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2020-01-0${n}`);
    const history = fc.array(
      fc.oneof(
        fc
          .tuple(day, day)
          .map(([validFrom, validUntil]) =>
            event(AccreditationConfirmed, { ...confirmed.data, validFrom, validUntil }),
          ),
        day.map((effectiveOn) => event(AccreditationWithdrawn, { ...withdrawal, effectiveOn })),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(history, day, (events, date) => {
        const covered = events.some(
          (each, at) =>
            each.type === 'AccreditationConfirmed' &&
            each.data.validFrom <= date &&
            date <= each.data.validUntil &&
            !events
              .slice(at)
              .some((later) => later.type === 'AccreditationWithdrawn' && later.data.effectiveOn <= date),
        );
        expect(accreditedOn(after(registered, ...events), date)).toBe(covered);
      }),
    );
  });
});

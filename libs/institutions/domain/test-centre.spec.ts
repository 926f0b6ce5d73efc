import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, someGivens } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { graceEndsAt, lostAccreditationAt } from '../contracts/accreditation-grace.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
  InstitutionRegistered,
} from '../contracts/institution-events.js';
import { type InstitutionEvent, accreditedAt, institutionFold } from '../contracts/institution-facts.js';
import { catcAt, requirementsMetAt, vueCenterAt } from '../contracts/test-centre.js';
import {
  CatcApplicationStarted,
  CatcStatusChanged,
  TechnicalRequirementsAttested,
  VueCenterStatusChanged,
} from '../contracts/test-centre-events.js';
import { type CentreStatus, centreStatuses } from '../contracts/vocabulary.js';
import { NoSuchInstitution, ReportedBeforeItHappened } from './refusals.js';
import {
  attestTechnicalRequirements,
  recordCatcStatus,
  recordVueCenterStatus,
  startCatcApplication,
} from './test-centre.js';

const institutionId = derivedId('ins', someGivens.commandId);
const registered = event(InstitutionRegistered, {
  institutionId,
  segment: 'ACADEMIC',
  country: 'DE',
  region: 'EMEA',
  zone: 'Europe/Berlin',
});
const facts = undefined;
const catcId = 'CATC-1';
const effectiveAt = '2019-09-20T05:00:00.000Z';
const from = (from: CentreStatus, to: CentreStatus, at: string) =>
  event(CatcStatusChanged, { institutionId, catcId, from, to, effectiveAt: at }, { occurredAt: at });
const active = from('NOT_AUTHORIZED', 'ACTIVE', effectiveAt);
const after = (...events: readonly InstitutionEvent[]) =>
  events.reduce(institutionFold.evolve, institutionFold.initial);

describe('an institution as a test centre', () => {
  it('R75 R76 becomes a Certiport test centre by a status from an instant on', () => {
    given(institutionFold, registered)
      .when(recordCatcStatus, { institutionId, catcId, status: 'ACTIVE', effectiveAt }, { facts })
      .then(active);
    const institution = after(registered, active);
    expect(catcAt(institution, '2019-09-20T04:59:59.999Z')).toEqual({ status: 'NOT_AUTHORIZED' });
    expect(catcAt(institution, effectiveAt)).toEqual({ status: 'ACTIVE', centreId: catcId });
  });

  it('E51 a status may be recorded for an instant in the past, or in the future', () => {
    given(institutionFold, registered, active)
      .when(
        recordCatcStatus,
        { institutionId, catcId, status: 'SUSPENDED', effectiveAt: '2019-03-01T00:00:00Z' },
        { facts, now: '2020-01-01T00:00:00.000Z' },
      )
      .then(from('NOT_AUTHORIZED', 'SUSPENDED', '2019-03-01T00:00:00.000Z'));
    given(institutionFold, registered, active)
      .when(
        recordCatcStatus,
        { institutionId, catcId, status: 'WITHDRAWN', effectiveAt: '2030-03-01T00:00:00Z' },
        { facts },
      )
      .then(from('ACTIVE', 'WITHDRAWN', '2030-03-01T00:00:00.000Z'));
  });

  it('E50 of two changes for one instant the later recorded one holds', () => {
    const lost = from('ACTIVE', 'SUSPENDED', '2020-03-01T00:00:00.000Z');
    const mended = from('SUSPENDED', 'ACTIVE', '2020-03-01T00:00:00.000Z');
    expect(catcAt(after(registered, active, lost), '2020-04-01T00:00:00.000Z').status).toBe('SUSPENDED');
    expect(catcAt(after(registered, active, lost, mended), '2020-04-01T00:00:00.000Z').status).toBe('ACTIVE');
  });

  it('E50 what holds at an instant does not depend on the order of recording', () => {
    const change = fc.record({
      status: fc.constantFrom(...centreStatuses),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(change, { selector: ({ day }) => day, maxLength: 8 }),
        fc.integer({ min: 1, max: 28 }),
        (changes, day) => {
          const instant = (n: number) => `2020-02-${String(n).padStart(2, '0')}T00:00:00.000Z`;
          const recorded = (list: typeof changes) =>
            after(registered, ...list.map((each) => from('NOT_AUTHORIZED', each.status, instant(each.day))));
          const asked = changes.filter((each) => each.day <= day).sort((a, b) => a.day - b.day);
          const expected = asked.at(-1)?.status ?? 'NOT_AUTHORIZED';
          expect(catcAt(recorded(changes), instant(day)).status).toBe(expected);
          expect(catcAt(recorded([...changes].reverse()), instant(day)).status).toBe(expected);
        },
      ),
    );
  });

  it('E19 E51 the same status of the same instant is no news; of a later instant it is, as is another number', () => {
    const told = { institutionId, catcId, status: 'ACTIVE', effectiveAt } as const;
    const later = '2019-10-01T00:00:00.000Z';
    given(institutionFold, registered, active).when(recordCatcStatus, told, { facts }).then();
    for (const number of [catcId, 'CATC-2'])
      given(institutionFold, registered, active)
        .when(recordCatcStatus, { ...told, catcId: number, effectiveAt: later }, { facts })
        .then(
          event(
            CatcStatusChanged,
            { institutionId, catcId: number, from: 'ACTIVE', to: 'ACTIVE', effectiveAt: later },
            { occurredAt: later },
          ),
        );
  });

  it('R76 applies once, and only for what has happened', () => {
    const at = '2019-07-15T08:00:00.000Z';
    const started = event(CatcApplicationStarted, { institutionId, at }, { occurredAt: at });
    given(institutionFold, registered)
      .when(startCatcApplication, { institutionId, at }, { facts })
      .then(started);
    given(institutionFold, registered, started)
      .when(startCatcApplication, { institutionId, at }, { facts })
      .then();
    given(institutionFold, registered)
      .when(startCatcApplication, { institutionId, at: '2019-08-01T09:00:00.001Z' }, { facts })
      .thenRefused(ReportedBeforeItHappened);
    const { now } = someGivens;
    given(institutionFold, registered)
      .when(startCatcApplication, { institutionId, at: now }, { facts })
      .then(event(CatcApplicationStarted, { institutionId, at: now }, { occurredAt: now }));
  });

  it('R75 attests the technical requirements from an instant on; the earliest counts', () => {
    const attest = (at: string) => ({ institutionId, evidenceRef: 'TR-1', effectiveAt: at });
    const attested = event(TechnicalRequirementsAttested, attest('2019-07-18T05:00:00.000Z'), {
      occurredAt: '2019-07-18T05:00:00.000Z',
    });
    given(institutionFold, registered)
      .when(attestTechnicalRequirements, attest('2019-07-18T05:00:00Z'), { facts })
      .then(attested);
    given(institutionFold, registered, attested)
      .when(attestTechnicalRequirements, attest('2019-07-19T05:00:00Z'), { facts })
      .then();
    given(institutionFold, registered)
      .when(attestTechnicalRequirements, attest('2019-08-01T09:00:00.001Z'), { facts })
      .thenRefused(ReportedBeforeItHappened, { effectiveAt: '2019-08-01T09:00:00.001Z' });
    const { now } = someGivens;
    given(institutionFold, registered)
      .when(attestTechnicalRequirements, attest(now), { facts })
      .then(event(TechnicalRequirementsAttested, attest(now), { occurredAt: now }));
    const earlier = event(TechnicalRequirementsAttested, attest('2019-07-01T05:00:00.000Z'));
    const institution = after(registered, attested, earlier);
    expect(requirementsMetAt(institution, '2019-07-01T05:00:00.000Z')).toBe(true);
    expect(requirementsMetAt(institution, '2019-07-01T04:59:59.999Z')).toBe(false);
    expect(requirementsMetAt(after(registered), effectiveAt)).toBe(false);
  });

  it('R73 keeps the status at Pearson VUE, apart from that at Certiport', () => {
    const vue = event(
      VueCenterStatusChanged,
      { institutionId, siteId: 'VUE-1', from: 'NOT_AUTHORIZED', to: 'ACTIVE', effectiveAt },
      { occurredAt: effectiveAt },
    );
    given(institutionFold, registered)
      .when(
        recordVueCenterStatus,
        { institutionId, siteId: 'VUE-1', status: 'ACTIVE', effectiveAt },
        { facts },
      )
      .then(vue);
    const institution = after(registered, vue);
    expect(vueCenterAt(institution, effectiveAt)).toEqual({ status: 'ACTIVE', centreId: 'VUE-1' });
    expect(catcAt(institution, effectiveAt).status).toBe('NOT_AUTHORIZED');
  });

  it('nothing is recorded of an institution that is not registered', () => {
    const empty = given(institutionFold);
    const status = 'ACTIVE';
    empty
      .when(recordCatcStatus, { institutionId, catcId, status, effectiveAt }, { facts })
      .thenRefused(NoSuchInstitution);
    empty
      .when(recordVueCenterStatus, { institutionId, siteId: 'V', status, effectiveAt }, { facts })
      .thenRefused(NoSuchInstitution);
    empty
      .when(startCatcApplication, { institutionId, at: effectiveAt }, { facts })
      .thenRefused(NoSuchInstitution);
    empty
      .when(attestTechnicalRequirements, { institutionId, evidenceRef: 'X', effectiveAt }, { facts })
      .thenRefused(NoSuchInstitution);
  });
});

describe('the grace after a lost accreditation', () => {
  const confirmed = event(AccreditationConfirmed, {
    institutionId,
    evidenceRef: 'A',
    validFrom: '2018-10-01',
    validUntil: '2020-09-30',
  });
  const withdrawn = event(AccreditationWithdrawn, {
    institutionId,
    effectiveOn: '2020-03-01',
    reason: 'lapsed',
  });

  it('E52 R71 ends thirty days after the last accredited day, on the calendar of the institution', () => {
    const lapsed = after(registered, confirmed);
    expect(graceEndsAt('2020-09-30', 'Europe/Berlin')).toBe('2020-10-30T23:00:00.000Z');
    expect(lostAccreditationAt(lapsed, '2020-10-30T22:59:59.999Z')).toBe(false);
    expect(lostAccreditationAt(lapsed, '2020-10-30T23:00:00.000Z')).toBe(true);
    expect(accreditedAt(lapsed, '2020-10-01T10:00:00.000Z')).toBe(false);
  });

  it('E52 counts from the day it was withdrawn, and ends with a new accreditation', () => {
    const lost = after(registered, confirmed, withdrawn);
    expect(graceEndsAt('2020-02-29', 'Europe/Berlin')).toBe('2020-03-30T22:00:00.000Z');
    expect(lostAccreditationAt(lost, '2020-03-30T21:59:59.999Z')).toBe(false);
    expect(lostAccreditationAt(lost, '2020-03-30T22:00:00.000Z')).toBe(true);
    const anew = event(AccreditationConfirmed, {
      ...confirmed.data,
      evidenceRef: 'B',
      validFrom: '2020-05-01',
    });
    const regained = after(registered, confirmed, withdrawn, anew);
    expect(lostAccreditationAt(regained, '2020-04-30T21:59:59.999Z')).toBe(true);
    expect(lostAccreditationAt(regained, '2020-04-30T22:00:00.000Z')).toBe(false);
  });

  it('E52 an accreditation withdrawn from its first day on gives no grace; a company has none to lose', () => {
    const never = event(AccreditationWithdrawn, {
      institutionId,
      effectiveOn: '2018-10-01',
      reason: 'forged',
    });
    expect(lostAccreditationAt(after(registered, confirmed, never), '2018-10-05T00:00:00.000Z')).toBe(true);
    const company = event(InstitutionRegistered, { ...registered.data, segment: 'COMMERCIAL' });
    expect(lostAccreditationAt(after(company), '2018-10-05T00:00:00.000Z')).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { expiryInstant } from '#kernel/calendar.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  SitePackDeactivationRequested,
  SitePackExpired,
  SitePackUseQuestioned,
} from '../contracts/pack-events.js';
import { type SitePackQuestionKind } from '../contracts/vocabulary.js';
import { SitePackOverdrawn } from '../contracts/unit-events.js';
import { drawExam, type DrawFacts } from './drawing.js';
import {
  AccreditationGone,
  BeforeTerm,
  CandidateHasLeft,
  CandidateUnknown,
  CandidateWithoutConsent,
  CentreNotAuthorized,
  ExamNotOffered,
  ExamUnknown,
  FamilyNotCovered,
  InFuture,
  LateWindowOver,
  OtherProvider,
  RequirementsNotAttested,
  RoleNotAdmitted,
  SitePackCancelled,
  SitePackExhausted,
  SitePackIsExpired,
  SitePackIsSuspended,
  SitePackNotActive,
  SitePackUnknown,
} from './refusals.js';
import {
  activated,
  activatedAt,
  activeFrom,
  ada,
  beforeExpiry,
  drawn,
  draws,
  eligible,
  entitlementId,
  examAt,
  expiresAt,
  id,
  inOrder,
  institutionId,
  now,
  opened,
  openedFor,
  packAfter,
  reserved,
  resumed,
  sitting,
  student,
  suspended,
} from './samples.js';
import { balanceOf, sitePackFold } from './site-pack.js';

const active = given(sitePackFold, opened, activated);
const givens = (facts: Partial<DrawFacts> = {}, at = now) => ({ now: at, facts: { ...eligible, ...facts } });
const question = (kind: SitePackQuestionKind, key = 'EX-1', occurredAt = examAt) =>
  event(
    SitePackUseQuestioned,
    {
      ...{ entitlementId, kind, key, drawKeys: [key], occurredAt, examCode: '77-725', personRef: ada },
      ...{ occurredZone: 'America/Chicago', zoneConfidence: 'STATED' as const },
    },
    { occurredAt },
  );
const swept = event(SitePackExpired, {
  entitlementId,
  effectiveAt: expiresAt,
  sweptAt: '2020-08-01T06:00:00.000Z',
  remaining: 125,
  reserved: 0,
});

describe('drawing an exam from a site pack', () => {
  it('R31 R74 consumes one unit for the start of an exam', () => {
    active.when(drawExam, sitting, givens()).then(drawn());
  });

  it('R31 I22 I21 the MOS pack of the test vector: 100 MOS and 20 MCE, then five are left and MTA is not covered', () => {
    const past = [opened, activated, ...draws(100), ...draws(20, { family: 'MCE' }, 'E')] as const;
    expect(balanceOf(packAfter(...past), now)).toMatchObject({ drawn: 120, available: 5 });
    given(sitePackFold, ...past)
      .when(drawExam, { ...sitting, examCode: '98-349' }, givens({ family: undefined }))
      .thenRefused(FamilyNotCovered, { examCode: '98-349' });
  });

  it('R30 R29 E46 I23 the pack of 500: 300 MOS, 150 MTA and 49 MCE are one pool; the next is the last', () => {
    const past = [
      openedFor(500, { productKey: 'SP-500', families: ['MOS', 'MTA', 'MCE'] }),
      activated,
      ...draws(300),
      ...draws(150, { family: 'MTA' }, 'T'),
      ...draws(49, { family: 'MCE' }, 'E'),
    ];
    given(sitePackFold, ...past)
      .when(drawExam, sitting, givens({ family: 'MTA' }))
      .then(drawn({ family: 'MTA' }));
    given(sitePackFold, ...past, drawn({ family: 'MTA' }))
      .when(drawExam, { ...sitting, drawKey: 'EX-2' }, givens())
      .thenRefused(SitePackExhausted, { drawn: 500, reserved: 0 });
  });

  it('I27 E39 E40 the same exam start again is the same draw, whatever else is said of it', () => {
    given(sitePackFold, opened, activated, drawn())
      .when(drawExam, { ...sitting, examCode: '77-727' }, givens({ family: undefined, candidate: undefined }))
      .then();
  });

  it('I26 R74 a report of another provider is refused', () => {
    active.when(drawExam, { ...sitting, provider: 'PEARSON_VUE' }, givens()).thenRefused(OtherProvider);
  });

  it('I7 nothing is drawn from what has not been opened', () => {
    given(sitePackFold).when(drawExam, sitting, givens()).thenRefused(SitePackUnknown);
  });

  it('takes a seat that is held for the session, else a free unit', () => {
    const two = [openedFor(3), activated, reserved({ count: 2 })] as const;
    const inSession = { ...sitting, sessionId: 'S-1' };
    given(sitePackFold, ...two)
      .when(drawExam, inSession, givens())
      .then(drawn({ sessionId: 'S-1', fromReservation: true }));
    given(sitePackFold, ...two)
      .when(drawExam, { ...sitting, sessionId: 'S-9' }, givens())
      .then(drawn({ sessionId: 'S-9' }));
    const used = draws(2, { sessionId: 'S-1', fromReservation: true });
    given(sitePackFold, ...two, ...used)
      .when(drawExam, inSession, givens())
      .then(drawn({ sessionId: 'S-1' }));
    given(sitePackFold, ...two, ...draws(1))
      .when(drawExam, sitting, givens())
      .thenRefused(SitePackExhausted, { drawn: 1, reserved: 2 });
  });

  describe('the term', () => {
    it('I17 E13 R28 ends with 31 July in Chicago; at that instant nothing counts, with or without the sweep', () => {
      expect(expiryInstant('2020-07-31', 'America/Chicago')).toBe(expiresAt);
      const late = { ...sitting, occurredAt: expiresAt };
      const asked = active.when(drawExam, late, givens({}, expiresAt));
      asked.thenRefused(SitePackIsExpired);
      // Who only asks is told; what a provider reports is a case.
      expect((asked.outcome as Refusal).events).toEqual([]);
      given(sitePackFold, opened, activated, swept)
        .when(drawExam, late, givens({}, '2020-08-02T00:00:00.000Z'))
        .thenRefused(SitePackIsExpired);
    });

    it('I18 E21 E38 an exam of the last second counts when it is reported late, swept or not', () => {
      const reportedAt = '2020-09-01T00:00:00.000Z';
      const last = { ...sitting, occurredAt: beforeExpiry };
      const expected = drawn({ occurredAt: beforeExpiry, reportedAt, late: true });
      active
        .when(drawExam, last, givens({}, expiresAt))
        .then(drawn({ occurredAt: beforeExpiry, reportedAt: expiresAt, late: true }));
      active.when(drawExam, last, givens({}, reportedAt)).then(expected);
      given(sitePackFold, opened, activated, swept)
        .when(drawExam, last, givens({}, reportedAt))
        .then(expected);
      const balance = balanceOf(packAfter(opened, activated, swept, expected), reportedAt);
      expect(balance).toMatchObject({ drawn: 1, expired: 124, available: 0 });
    });

    it('E21 from the first millisecond after 45 days a case decides, swept or not', () => {
      const last = { ...sitting, occurredAt: beforeExpiry };
      for (const past of [active, given(sitePackFold, opened, activated, swept)]) {
        past
          .when(drawExam, last, givens({}, '2020-09-15T05:00:00.000Z'))
          .then(drawn({ occurredAt: beforeExpiry, reportedAt: '2020-09-15T05:00:00.000Z', late: true }));
        const outcome = past.when(drawExam, last, givens({}, '2020-09-15T05:00:00.001Z'));
        outcome.thenRefused(LateWindowOver);
        expect((outcome.outcome as Refusal).events).toEqual([
          question('LATE_BEYOND_WINDOW', 'EX-1', beforeExpiry),
        ]);
      }
    });

    it('R57 begins with its first instant, and nothing is reported ahead', () => {
      const early = { ...sitting, occurredAt: '2019-08-01T04:59:59.999Z' };
      active.when(drawExam, early, givens()).thenRefused(BeforeTerm);
      const reported = active.when(drawExam, { ...early, reported: true }, givens());
      reported.thenRefused(BeforeTerm);
      expect((reported.outcome as Refusal).events).toEqual([
        question('DRAWN_OUTSIDE_TERM', 'EX-1', early.occurredAt),
      ]);
      active.when(drawExam, { ...sitting, occurredAt: activeFrom }, givens()).thenRefused(SitePackNotActive);
      active
        .when(drawExam, { ...sitting, occurredAt: '2020-03-02T16:00:00.001Z' }, givens())
        .thenRefused(InFuture);
      expect(activeFrom).toBe('2019-08-01T05:00:00.000Z');
    });

    it('E49 what was sat outside the term consumes nothing, and is a case; asked once', () => {
      const after = { ...sitting, occurredAt: expiresAt, reported: true };
      const first = active.when(drawExam, after, givens({}, '2020-08-02T00:00:00.000Z'));
      first.thenRefused(SitePackIsExpired);
      const asked = question('DRAWN_OUTSIDE_TERM', 'EX-1', expiresAt);
      expect((first.outcome as Refusal).events).toEqual([asked]);
      const again = given(sitePackFold, opened, activated, asked).when(
        drawExam,
        after,
        givens({}, '2020-08-02T00:00:00.000Z'),
      );
      expect((again.outcome as Refusal).events).toEqual([]);
    });
  });

  describe('the pack and its institution, at the time of the exam', () => {
    it('R75 I24 nothing is drawn before the activation; from its instant on it can be', () => {
      given(sitePackFold, opened).when(drawExam, sitting, givens()).thenRefused(SitePackNotActive);
      const before = { ...sitting, occurredAt: '2019-09-20T14:59:59.999Z' };
      active.when(drawExam, before, givens()).thenRefused(SitePackNotActive);
      active
        .when(drawExam, { ...sitting, occurredAt: activatedAt }, givens())
        .then(drawn({ occurredAt: activatedAt }));
    });

    it('E50 I24 a suspension counts from its instant to that of its end, not from when it was recorded', () => {
      const past = given(
        sitePackFold,
        opened,
        activated,
        suspended('2020-03-01T06:00:00.000Z'),
        resumed('2020-03-15T05:00:00.000Z'),
      );
      const at = (occurredAt: string) =>
        past.when(drawExam, { ...sitting, occurredAt }, givens({}, '2020-04-01T00:00:00.000Z'));
      at('2020-03-01T06:00:00.000Z').thenRefused(SitePackIsSuspended, { cause: 'CATC_LOST' });
      at('2020-03-15T04:59:59.999Z').thenRefused(SitePackIsSuspended, { cause: 'CATC_LOST' });
      for (const fine of ['2020-03-01T05:59:59.999Z', '2020-03-15T05:00:00.000Z'])
        at(fine).then(drawn({ occurredAt: fine, reportedAt: '2020-04-01T00:00:00.000Z' }));
    });

    it('I24 asks what held when the exam started, not what holds when it is reported', () => {
      const lostAtNoon = { ...inOrder, catcActive: (at: string) => at < '2020-03-02T18:00:00.000Z' };
      active
        .when(drawExam, sitting, givens({ standing: lostAtNoon }, '2020-03-10T00:00:00.000Z'))
        .then(drawn({ reportedAt: '2020-03-10T00:00:00.000Z' }));
      active
        .when(
          drawExam,
          { ...sitting, occurredAt: '2020-03-02T18:00:00.000Z' },
          givens({ standing: lostAtNoon }, '2020-03-10T00:00:00.000Z'),
        )
        .thenRefused(CentreNotAuthorized);
    });

    it('R75 I24 needs the technical requirements', () => {
      const standing = { ...inOrder, requirementsMet: () => false };
      active.when(drawExam, sitting, givens({ standing })).thenRefused(RequirementsNotAttested);
    });

    it('E52 R71 is suspended once the grace after a lost accreditation is over', () => {
      const standing = { ...inOrder, lostAccreditation: () => true };
      active.when(drawExam, sitting, givens({ standing })).thenRefused(AccreditationGone);
    });

    it('E51 E49 what has been sat all the same is recorded, and is a case', () => {
      active
        .when(
          drawExam,
          { ...sitting, reported: true },
          givens({ standing: { ...inOrder, catcActive: () => false } }),
        )
        .then(drawn(), question('DRAWN_WHILE_NOT_ACTIVE'));
      const asked = question('DRAWN_WHILE_NOT_ACTIVE');
      active
        .when(
          drawExam,
          { ...sitting, sessionId: 'S-9', reported: true },
          givens({ standing: { ...inOrder, catcActive: () => false } }),
        )
        .then(drawn({ sessionId: 'S-9' }), { ...asked, data: { ...asked.data, sessionId: 'S-9' } });
    });
  });

  describe('the candidate', () => {
    it('I25 R25 is faculty, staff or a registered student of the institution; staff are marked', () => {
      const of = (role: string) => givens({ candidate: { ...student, role } });
      active.when(drawExam, sitting, of('FACULTY')).then(drawn({ role: 'FACULTY' }));
      active.when(drawExam, sitting, of('STAFF')).then(drawn({ role: 'STAFF', remarks: ['STAFF_ADMITTED'] }));
      active.when(drawExam, sitting, of('EMPLOYEE')).thenRefused(RoleNotAdmitted, { role: 'EMPLOYEE' });
      active.when(drawExam, sitting, of('CONTACT')).thenRefused(RoleNotAdmitted, { role: 'CONTACT' });
    });

    it('R34 an educators’ exam by a student is noted, not refused', () => {
      active
        .when(drawExam, sitting, givens({ family: 'MCE' }))
        .then(drawn({ family: 'MCE', remarks: ['EDUCATOR_EXAM_BY_STUDENT'] }));
      active
        .when(drawExam, sitting, givens({ family: 'MCE', candidate: { ...student, role: 'FACULTY' } }))
        .then(drawn({ family: 'MCE', role: 'FACULTY' }));
    });

    it('I25 is somebody of this institution who had not left by then', () => {
      const of = (difference: object) => givens({ candidate: { ...student, ...difference } });
      active.when(drawExam, sitting, givens({ candidate: undefined })).thenRefused(CandidateUnknown);
      active.when(drawExam, sitting, of({ institutionId: id('ins', 2) })).thenRefused(CandidateUnknown);
      active.when(drawExam, sitting, of({ leftAt: examAt })).thenRefused(CandidateHasLeft);
      active.when(drawExam, sitting, of({ leftAt: '2020-03-02T15:05:00.001Z' })).then(drawn());
    });

    it('E60 a minor needs the consent of a parent', () => {
      active
        .when(drawExam, sitting, givens({ candidate: { ...student, lacksConsent: true } }))
        .thenRefused(CandidateWithoutConsent);
    });

    it('I25 an exam of which nobody knows who has sat it is recorded without a person, and is a case', () => {
      const { personRef: _, ...unnamed } = sitting;
      const { personRef: __, ...data } = withoutRole().data;
      const asked = question('INELIGIBLE_CANDIDATE');
      const { personRef: ___, ...about } = asked.data;
      active
        .when(drawExam, { ...unnamed, reported: true }, givens({ candidate: undefined }))
        .then({ ...drawn(), data }, { ...asked, data: about });
    });

    it('I25 an exam that somebody else has sat is recorded without a role, and is a case', () => {
      active
        .when(
          drawExam,
          { ...sitting, reported: true },
          givens({ candidate: { ...student, role: 'EMPLOYEE' } }),
        )
        .then(withoutRole(), question('INELIGIBLE_CANDIDATE'));
      active
        .when(
          drawExam,
          { ...sitting, reported: true },
          givens({ candidate: { ...student, institutionId: id('ins', 2) } }),
        )
        .then(withoutRole(), question('INELIGIBLE_CANDIDATE'));
    });
  });

  describe('the exam', () => {
    it('I21 must be offered on its day', () => {
      active
        .when(drawExam, sitting, givens({ offered: false }))
        .thenRefused(ExamNotOffered, { examCode: '77-725' });
    });

    it('R39 I21 must be in the catalogue, which says more than that no family pays for it', () => {
      const unknown = { known: false, family: undefined, offered: false };
      active.when(drawExam, sitting, givens(unknown)).thenRefused(ExamUnknown, { examCode: '77-725' });
    });

    it('E44 I22 one of another family that has been sat is recorded without a family, and is a case', () => {
      const { family: _, ...data } = drawn().data;
      active
        .when(drawExam, { ...sitting, reported: true }, givens({ family: undefined }))
        .then({ ...drawn(), data }, question('INELIGIBLE_USE'));
      active
        .when(drawExam, { ...sitting, reported: true }, givens({ offered: false }))
        .then(drawn(), question('INELIGIBLE_USE'));
    });
  });

  describe('more exams than units', () => {
    it('E49 are recorded and shown as missing, never dropped', () => {
      const full = [openedFor(2), activated, ...draws(2)] as const;
      const overdrawn = (drawKey: string, missing: number) =>
        event(SitePackOverdrawn, { entitlementId, drawKey, missing }, { occurredAt: examAt });
      given(sitePackFold, ...full)
        .when(drawExam, { ...sitting, reported: true }, givens())
        .then(drawn(), overdrawn('EX-1', 1));
      given(sitePackFold, ...full, drawn(), overdrawn('EX-1', 1))
        .when(drawExam, { ...sitting, drawKey: 'EX-2', reported: true }, givens())
        .then(drawn({ drawKey: 'EX-2' }), overdrawn('EX-2', 2));
      const balance = balanceOf(packAfter(...full, drawn()), now);
      expect(balance).toMatchObject({ available: -1, drawn: 3 });
      expect(balanceOf(packAfter(...full, drawn()), expiresAt)).toMatchObject({ available: -1, expired: 0 });
    });

    it('E49 a unit that is reserved for another session is missing there, not here', () => {
      given(sitePackFold, openedFor(2), activated, reserved({ count: 2 }))
        .when(drawExam, { ...sitting, reported: true }, givens())
        .then(
          drawn(),
          event(SitePackOverdrawn, { entitlementId, drawKey: 'EX-1', missing: 1 }, { occurredAt: examAt }),
        );
    });
  });

  it('E34 E33 a draw for an order that was cancelled before its invoice is a case, asked once', () => {
    const cancelled = event(SitePackDeactivationRequested, {
      entitlementId,
      institutionId,
      orderId: id('ord', 1),
      cancelledAt: '2019-08-05T10:00:00.000Z',
    });
    const first = given(sitePackFold, cancelled).when(drawExam, sitting, givens());
    first.thenRefused(SitePackCancelled);
    const asked = question('DRAWN_AFTER_CANCELLATION');
    expect((first.outcome as Refusal).events).toEqual([asked]);
    const again = given(sitePackFold, cancelled, asked).when(drawExam, sitting, givens());
    expect((again.outcome as Refusal).events).toEqual([]);
    const another = given(sitePackFold, cancelled, asked).when(
      drawExam,
      { ...sitting, drawKey: 'EX-2' },
      givens(),
    );
    expect((another.outcome as Refusal).events).toEqual([question('DRAWN_AFTER_CANCELLATION', 'EX-2')]);
  });

  it('E47 says who chose the pack', () => {
    active
      .when(drawExam, { ...sitting, allocation: 'DRAW_ORDER' }, givens())
      .then(drawn({ allocation: 'DRAW_ORDER' }));
  });
});

function withoutRole() {
  const { role: _, ...data } = drawn().data;
  return { ...drawn(), data };
}

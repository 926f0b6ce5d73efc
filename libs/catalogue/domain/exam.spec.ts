import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type ListExam } from '../contracts/exam-commands.js';
import {
  ExamListed,
  ExamRetired,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
} from '../contracts/exam-events.js';
import {
  type ExamEvent,
  examFold,
  examOn,
  isDeliveredBy,
  isSittable,
  payableFamilies,
} from '../contracts/exam-facts.js';
import { announceExamRetirement, listExam, rescheduleExamRetirement, retireExam } from './exam.js';
import {
  ExamAlreadyRetired,
  ExamListedLater,
  LastExamBeforeListing,
  NoSuchExam,
  RetirementAlreadyAnnounced,
  RetirementNotAnnounced,
  RetirementStillToCome,
  SaleEndsAfterLastExam,
} from './refusals.js';

const examCode = '70-486';
const exam: Readonly<ListExam> = {
  examCode,
  title: 'Developing ASP.NET MVC Web Applications',
  families: ['MCSA', 'MCSD'],
  providers: ['PEARSON_VUE'],
  preparationUrl: 'https://www.microsoft.com/en-us/learning/exam-70-486.aspx',
  effectiveFrom: '2019-01-01',
};
const listed = event(ExamListed, exam);
const announced = event(ExamRetirementAnnounced, {
  examCode,
  lastExamOn: '2020-06-30',
  saleEndsOn: '2020-03-31',
});
const moved = event(ExamRetirementRescheduled, {
  examCode,
  lastExamOn: '2021-01-31',
  movedFrom: '2020-06-30',
});
const retired = event(ExamRetired, { examCode, lastExamOn: '2021-01-31' });
const facts = undefined;
const after = (...events: readonly ExamEvent[]) => events.reduce(examFold.evolve, examFold.initial);

describe('listing an exam', () => {
  it('R39 an exam is listed with where to prepare for it', () => {
    given(examFold).when(listExam, exam, { facts }).then(listed);
  });

  it('I21 what it counts toward is effective-dated: a later listing does not change earlier days', () => {
    const anew = {
      ...exam,
      families: ['MCSD'],
      providers: ['CERTIPORT'],
      effectiveFrom: '2020-01-01',
    } as const;
    given(examFold, listed).when(listExam, anew, { facts }).then(event(ExamListed, anew));
    const state = after(listed, event(ExamListed, anew));
    expect(examOn(state, '2018-12-31')).toBeUndefined();
    expect(examOn(state, '2019-12-31')).toEqual(exam);
    expect(examOn(state, '2020-01-01')).toEqual(anew);
    expect(payableFamilies(state, ['MCSA', 'MOS'], '2019-12-31')).toEqual(['MCSA']);
    expect(payableFamilies(state, ['MCSA', 'MOS'], '2020-01-01')).toEqual([]);
    expect(payableFamilies(state, ['MCSA'], '2018-12-31')).toEqual([]);
    expect(isDeliveredBy(state, 'PEARSON_VUE', '2019-12-31')).toBe(true);
    expect(isDeliveredBy(state, 'PEARSON_VUE', '2020-01-01')).toBe(false);
  });

  it('I21 no listing from the same or an earlier day, none of a retired exam', () => {
    given(examFold, listed)
      .when(listExam, exam, { facts })
      .thenRefused(ExamListedLater, { examCode, effectiveFrom: '2019-01-01' });
    given(examFold, listed, announced, moved, retired)
      .when(listExam, { ...exam, effectiveFrom: '2022-01-01' }, { facts })
      .thenRefused(ExamAlreadyRetired, { examCode });
  });
});

describe('retirement of an exam', () => {
  it('E57 I21 it can be sat up to and including its last day', () => {
    given(examFold, listed).when(announceExamRetirement, announced.data, { facts }).then(announced);
    const state = after(listed, announced);
    expect(isSittable(state, '2018-12-31')).toBe(false);
    expect(isSittable(state, '2020-06-30')).toBe(true);
    expect(isSittable(state, '2020-07-01')).toBe(false);
    expect(isSittable(after(listed), '2999-12-31')).toBe(true);
    expect(isSittable(after(), '2020-01-01')).toBe(false);
  });

  it('E58 a retirement that moves makes the exam sittable again, and nothing else', () => {
    given(examFold, listed, announced)
      .when(rescheduleExamRetirement, { examCode, lastExamOn: '2021-01-31' }, { facts })
      .then(moved);
    const state = after(listed, announced, moved);
    expect(isSittable(state, '2021-01-31')).toBe(true);
    expect(isSittable(state, '2021-02-01')).toBe(false);
    expect(state).toEqual({ ...after(listed, announced), lastExamOn: '2021-01-31' });
  });

  it('E58 it may also move to an earlier day, with its end of sale', () => {
    const command = { examCode, lastExamOn: '2020-03-31', saleEndsOn: '2020-02-28' };
    given(examFold, listed, announced)
      .when(rescheduleExamRetirement, command, { facts })
      .then(event(ExamRetirementRescheduled, { ...command, movedFrom: '2020-06-30' }));
    given(examFold, listed, announced)
      .when(rescheduleExamRetirement, { examCode, lastExamOn: '2020-03-30' }, { facts })
      .thenRefused(SaleEndsAfterLastExam, { lastExamOn: '2020-03-30' }, '/saleEndsOn');
  });

  it('E58 the end of sale may move alone', () => {
    const command = { examCode, lastExamOn: '2020-06-30', saleEndsOn: '2020-06-30' };
    given(examFold, listed, announced)
      .when(rescheduleExamRetirement, command, { facts })
      .then(event(ExamRetirementRescheduled, { ...command, movedFrom: '2020-06-30' }));
  });

  it('E58 a move to the same day is no event', () => {
    given(examFold, listed, announced)
      .when(rescheduleExamRetirement, { examCode, lastExamOn: '2020-06-30' }, { facts })
      .then();
  });

  it('E57 the sale of an exam may end with it', () => {
    const command = { examCode, lastExamOn: '2020-06-30', saleEndsOn: '2020-06-30' };
    given(examFold, listed)
      .when(announceExamRetirement, command, { facts })
      .then(event(ExamRetirementAnnounced, command));
  });

  it('E57 the sale of an exam does not outlast the exam', () => {
    given(examFold, listed)
      .when(
        announceExamRetirement,
        { examCode, lastExamOn: '2020-06-30', saleEndsOn: '2020-07-01' },
        { facts },
      )
      .thenRefused(SaleEndsAfterLastExam, { lastExamOn: '2020-06-30' });
  });

  it('E57 E58 the last exam is not before the first day on which the exam is listed', () => {
    const tooEarly = { examCode, lastExamOn: '2018-12-31' };
    const lists = given(examFold, listed);
    lists.when(announceExamRetirement, tooEarly, { facts }).thenRefused(LastExamBeforeListing);
    given(examFold, listed, announced)
      .when(rescheduleExamRetirement, { ...tooEarly, saleEndsOn: '2018-12-30' }, { facts })
      .thenRefused(LastExamBeforeListing, { listedFrom: '2019-01-01' });
    lists.when(retireExam, tooEarly, { facts }).thenRefused(LastExamBeforeListing);
    const onlyDay = { examCode, lastExamOn: '2019-01-01' };
    lists
      .when(announceExamRetirement, onlyDay, { facts })
      .then(event(ExamRetirementAnnounced, { ...onlyDay }));
  });

  it('E57 it is recorded as retired once its last day is over everywhere', () => {
    const command = { examCode, lastExamOn: '2021-01-31' };
    const past = [listed, announced, moved];
    given(examFold, ...past)
      .when(retireExam, command, { facts, now: '2021-02-01T11:59:59.999Z' })
      .thenRefused(RetirementStillToCome, command);
    given(examFold, ...past)
      .when(retireExam, command, { facts, now: '2021-02-01T12:00:00.000Z' })
      .then(retired);
  });

  it('E57 E58 what is recorded as retired stays so', () => {
    const past = [listed, announced, moved, retired];
    const now = '2022-01-01T00:00:00.000Z';
    expect(isSittable(after(...past), '2021-02-01')).toBe(false);
    given(examFold, ...past)
      .when(retireExam, retired.data, { facts, now })
      .then();
    given(examFold, ...past)
      .when(retireExam, { examCode, lastExamOn: '2021-01-30' }, { facts, now })
      .thenRefused(ExamAlreadyRetired, { examCode });
    given(examFold, ...past)
      .when(announceExamRetirement, announced.data, { facts })
      .thenRefused(ExamAlreadyRetired, { examCode });
    given(examFold, ...past)
      .when(rescheduleExamRetirement, announced.data, { facts })
      .thenRefused(ExamAlreadyRetired, { examCode });
  });

  it('E58 announced once, moved only when announced, and only of a listed exam', () => {
    given(examFold, listed, announced)
      .when(announceExamRetirement, announced.data, { facts })
      .thenRefused(RetirementAlreadyAnnounced, { examCode, lastExamOn: '2020-06-30' });
    given(examFold, listed)
      .when(rescheduleExamRetirement, announced.data, { facts })
      .thenRefused(RetirementNotAnnounced, { examCode });
    given(examFold)
      .when(announceExamRetirement, announced.data, { facts })
      .thenRefused(NoSuchExam, { examCode });
    given(examFold)
      .when(rescheduleExamRetirement, announced.data, { facts })
      .thenRefused(NoSuchExam, { examCode });
    given(examFold).when(retireExam, retired.data, { facts }).thenRefused(NoSuchExam, { examCode });
  });
});

import { localDateAt } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type CalendarDate } from '#kernel/time.js';
import {
  type AnnounceExamRetirement,
  type ListExam,
  type RescheduleExamRetirement,
  type RetireExam,
} from '../contracts/exam-commands.js';
import {
  ExamListed,
  ExamRetired,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
} from '../contracts/exam-events.js';
import { type ExamEvent, type ExamFacts } from '../contracts/exam-facts.js';
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

type Decides<Command> = Decision<Readonly<Command>, ExamFacts, ExamEvent>;

/** What an exam counts toward is effective-dated: a later listing never changes what an earlier exam was. */
export const listExam: Decides<ListExam> = (command, { listings, retired }) => {
  const { examCode, effectiveFrom } = command;
  if (retired) return ExamAlreadyRetired({ examCode });
  const last = listings.at(-1);
  if (last !== undefined && effectiveFrom <= last.effectiveFrom) {
    return ExamListedLater({ examCode, effectiveFrom: last.effectiveFrom }, '/effectiveFrom');
  }
  return [event(ExamListed, { ...command })];
};

/** Listed first, then no longer sold, then sat for the last time. */
function outOfOrder(
  { listings }: ExamFacts,
  lastExamOn: CalendarDate,
  saleEndsOn?: CalendarDate,
): Refusal | undefined {
  const [first] = listings;
  if (first !== undefined && lastExamOn < first.effectiveFrom)
    return LastExamBeforeListing({ listedFrom: first.effectiveFrom }, '/lastExamOn');
  return saleEndsOn !== undefined && saleEndsOn > lastExamOn
    ? SaleEndsAfterLastExam({ lastExamOn }, '/saleEndsOn')
    : undefined;
}

export const announceExamRetirement: Decides<AnnounceExamRetirement> = (command, state) => {
  const { examCode, lastExamOn, saleEndsOn } = command;
  if (state.listings.length === 0) return NoSuchExam({ examCode });
  if (state.retired) return ExamAlreadyRetired({ examCode });
  if (state.lastExamOn !== undefined)
    return RetirementAlreadyAnnounced({ examCode, lastExamOn: state.lastExamOn });
  const disordered = outOfOrder(state, lastExamOn, saleEndsOn);
  if (disordered !== undefined) return disordered;
  return [event(ExamRetirementAnnounced, { ...command })];
};

/** Retirement dates move, both ways; codes are untouched by it (E58). */
export const rescheduleExamRetirement: Decides<RescheduleExamRetirement> = (command, state) => {
  const { examCode, lastExamOn, saleEndsOn = state.saleEndsOn } = command;
  if (state.listings.length === 0) return NoSuchExam({ examCode });
  if (state.retired) return ExamAlreadyRetired({ examCode });
  if (state.lastExamOn === undefined) return RetirementNotAnnounced({ examCode });
  const disordered = outOfOrder(state, lastExamOn, saleEndsOn);
  if (disordered !== undefined) return disordered;
  if (lastExamOn === state.lastExamOn && saleEndsOn === state.saleEndsOn) return [];
  return [event(ExamRetirementRescheduled, { ...command, movedFrom: state.lastExamOn })];
};

/** Where a day ends last on Earth: over there, it is over everywhere. */
const lastZone = 'Etc/GMT+12';

export const retireExam: Decides<RetireExam> = ({ examCode, lastExamOn }, state, { now }) => {
  if (state.listings.length === 0) return NoSuchExam({ examCode });
  if (state.retired) return lastExamOn === state.lastExamOn ? [] : ExamAlreadyRetired({ examCode });
  if (lastExamOn >= localDateAt(now, lastZone))
    return RetirementStillToCome({ examCode, lastExamOn }, '/lastExamOn');
  const disordered = outOfOrder(state, lastExamOn);
  if (disordered !== undefined) return disordered;
  return [event(ExamRetired, { examCode, lastExamOn })];
};

import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import { catalogueEvents } from './catalogue-events.js';
import {
  type ExamListed,
  type ExamRetired,
  type ExamRetirementAnnounced,
  type ExamRetirementRescheduled,
} from './exam-events.js';
import { type DeliveryProvider, type ExamFamily } from './vocabulary.js';

export type ExamEvent = EventOf<
  typeof ExamListed | typeof ExamRetirementAnnounced | typeof ExamRetirementRescheduled | typeof ExamRetired
>;

export interface ExamFacts {
  /** In the order of `effectiveFrom`; each holds until the next. */
  readonly listings: readonly Readonly<ExamListed>[];
  /** Last day on which it can be sat. */
  readonly lastExamOn?: CalendarDate;
  /** Last day on which rights to it are sold. */
  readonly saleEndsOn?: CalendarDate;
  /** The retirement is recorded as done. */
  readonly retired: boolean;
}

export const examFold: Fold<ExamFacts, ExamEvent> = {
  initial: { listings: [], retired: false },
  evolve(state, event) {
    switch (event.type) {
      case 'ExamListed':
        return { ...state, listings: [...state.listings, event.data] };
      case 'ExamRetirementAnnounced':
      case 'ExamRetirementRescheduled': {
        const { lastExamOn, saleEndsOn } = event.data;
        return { ...state, lastExamOn, ...(saleEndsOn === undefined ? {} : { saleEndsOn }) };
      }
      case 'ExamRetired':
        return { ...state, lastExamOn: event.data.lastExamOn, retired: true };
    }
  },
};

/** The streams `exam-{examCode}`. */
export const examFacts: Aggregate<ExamFacts, ExamEvent> = {
  category: 'exam',
  events: catalogueEvents,
  fold: examFold,
  tenant: () => undefined,
};

/** The exam as it is listed on that day. */
export const examOn = ({ listings }: ExamFacts, date: CalendarDate): Readonly<ExamListed> | undefined =>
  listings.findLast((listing) => listing.effectiveFrom <= date);

/** Whether it can be sat on that day: listed, and not retired by then (I21, E57). A retired exam's last day counts. */
export const isSittable = (exam: ExamFacts, date: CalendarDate): boolean =>
  examOn(exam, date) !== undefined && (exam.lastExamOn === undefined || date <= exam.lastExamOn);

/** The families an exam on that day counts toward, of those that an entitlement pays; empty: it cannot be paid (I21). */
export const payableFamilies = (
  exam: ExamFacts,
  families: readonly ExamFamily[],
  date: CalendarDate,
): readonly ExamFamily[] => examOn(exam, date)?.families.filter((family) => families.includes(family)) ?? [];

/** Whether that provider delivers the exam on that day; which one pays follows from exam and entitlement together. */
export const isDeliveredBy = (exam: ExamFacts, provider: DeliveryProvider, date: CalendarDate): boolean =>
  examOn(exam, date)?.providers.includes(provider) ?? false;

import { type Aggregate } from '#deciding/aggregate.js';
import { plusDays } from '#kernel/calendar.js';
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

/** What an entitlement can pay for. */
interface Payable {
  readonly families: readonly ExamFamily[];
  readonly provider?: DeliveryProvider | undefined;
}

/** Whether any listing of the exam counts toward one of the families at that provider. */
export const countsFor = ({ listings }: ExamFacts, payable: Payable): boolean =>
  listings.some((listing) => pays(listing, payable));

const pays = (listing: Readonly<ExamListed>, { families, provider }: Payable): boolean =>
  listing.families.some((family) => families.includes(family)) &&
  provider !== undefined &&
  listing.providers.includes(provider);

/**
 * Last day on which any of the exams can be paid for; undefined while one has no last day, and where there is no exam
 * at all: nothing is known to have ended then (E57).
 */
export function lastPayableDay(exams: readonly ExamFacts[], payable: Payable): CalendarDate | undefined {
  let last: CalendarDate | undefined;
  for (const { listings, lastExamOn } of exams) {
    const nth = listings.findLastIndex((listing) => pays(listing, payable));
    if (nth === -1) continue;
    const relisted = listings[nth + 1];
    const [end] = [lastExamOn, relisted && plusDays(relisted.effectiveFrom, -1)]
      .filter((day) => day !== undefined)
      .sort();
    if (end === undefined) return undefined;
    if (last === undefined || end > last) last = end;
  }
  return last;
}

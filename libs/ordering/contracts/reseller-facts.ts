import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import { orderingEvents } from './ordering-events.js';
import {
  type ResellerAuthorizationEnded,
  type ResellerAuthorized,
  type ResellerContactDesignated,
  type ResellerRegistered,
} from './reseller-events.js';
import { isAcademicProgram, type Program, type ResellerType } from './vocabulary.js';

export type ResellerEvent = EventOf<
  | typeof ResellerRegistered
  | typeof ResellerAuthorized
  | typeof ResellerAuthorizationEnded
  | typeof ResellerContactDesignated
>;

interface AuthorizedDays {
  readonly type: ResellerType;
  readonly from: CalendarDate;
  /** Inclusive; undefined while nobody has ended it. */
  readonly until?: CalendarDate | undefined;
}

export interface ResellerFacts {
  /** Undefined when there is no such reseller. */
  readonly registered?: Readonly<ResellerRegistered>;
  readonly authorizations: readonly AuthorizedDays[];
  /** The person that mails about its orders go to. */
  readonly ordersContact?: string;
}

export const resellerFold: Fold<ResellerFacts, ResellerEvent> = {
  initial: { authorizations: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'ResellerRegistered':
        return { ...state, registered: event.data };
      case 'ResellerAuthorized':
        return { ...state, authorizations: [...state.authorizations, event.data] };
      case 'ResellerAuthorizationEnded': {
        const { type, lastDay } = event.data;
        return { ...state, authorizations: endedOn(lastDay, type, state.authorizations) };
      }
      case 'ResellerContactDesignated':
        return { ...state, ordersContact: event.data.personRef };
    }
  },
};

const endedOn = (
  lastDay: CalendarDate,
  type: ResellerType,
  authorizations: readonly AuthorizedDays[],
): readonly AuthorizedDays[] =>
  authorizations
    .filter((each) => each.type !== type || each.from <= lastDay)
    .map((each) =>
      each.type === type && (each.until === undefined || each.until > lastDay)
        ? { ...each, until: lastDay }
        : each,
    );

/** The streams `reseller-{res_…}`. */
export const resellerFacts: Aggregate<ResellerFacts, ResellerEvent> = {
  category: 'reseller',
  events: orderingEvents,
  fold: resellerFold,
  tenant: ({ registered }) => registered?.institutionId,
};

export const isResellerOn = (
  { authorizations }: ResellerFacts,
  type: ResellerType,
  date: CalendarDate,
): boolean =>
  authorizations.some(
    (each) => each.type === type && each.from <= date && (each.until === undefined || date <= each.until),
  );

/**
 * Whether it may place an order under the program that day (R48, R65). Education resellers sell under the academic
 * programs only; large account resellers under every one, because schools sign through them, too.
 */
export const sellsUnder = (reseller: ResellerFacts, program: Program, date: CalendarDate): boolean =>
  isResellerOn(reseller, 'LAR', date) || (isAcademicProgram(program) && isResellerOn(reseller, 'AER', date));

import { type Aggregate } from '#deciding/aggregate.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import {
  type AccreditationConfirmed,
  type AccreditationWithdrawn,
  type InstitutionRegistered,
} from './institution-events.js';
import { institutionsEvents } from './institutions-events.js';
import { type TestCentre, noTestCentre } from './test-centre.js';
import {
  type CatcApplicationStarted,
  type CatcStatusChanged,
  type TechnicalRequirementsAttested,
  type VueCenterStatusChanged,
} from './test-centre-events.js';

export type InstitutionEvent = EventOf<
  | typeof InstitutionRegistered
  | typeof AccreditationConfirmed
  | typeof AccreditationWithdrawn
  | typeof CatcApplicationStarted
  | typeof CatcStatusChanged
  | typeof TechnicalRequirementsAttested
  | typeof VueCenterStatusChanged
>;

/** Days on which an institution is accredited, first and last counted. */
export interface Accreditation {
  readonly evidenceRef: string;
  readonly validFrom: CalendarDate;
  readonly validUntil: CalendarDate;
  /** First day without it, when it was withdrawn. */
  readonly withdrawnOn?: CalendarDate;
}

export interface InstitutionFacts {
  /** Undefined when there is no such institution. */
  readonly registered?: Readonly<InstitutionRegistered>;
  readonly accreditations: readonly Accreditation[];
  readonly testCentre: TestCentre;
}

const earlier = (a: CalendarDate | undefined, b: CalendarDate): CalendarDate =>
  a !== undefined && a < b ? a : b;

export const institutionFold: Fold<InstitutionFacts, InstitutionEvent> = {
  initial: { accreditations: [], testCentre: noTestCentre },
  evolve(state, event) {
    switch (event.type) {
      case 'InstitutionRegistered':
        return { ...state, registered: event.data };
      case 'AccreditationConfirmed': {
        const { evidenceRef, validFrom, validUntil } = event.data;
        return {
          ...state,
          accreditations: [...state.accreditations, { evidenceRef, validFrom, validUntil }],
        };
      }
      case 'AccreditationWithdrawn': {
        const { effectiveOn } = event.data;
        const withdraw = (each: Accreditation) => ({
          ...each,
          withdrawnOn: earlier(each.withdrawnOn, effectiveOn),
        });
        return { ...state, accreditations: state.accreditations.map(withdraw) };
      }
      case 'CatcApplicationStarted':
        return { ...state, testCentre: { ...state.testCentre, applicationStartedAt: event.data.at } };
      case 'CatcStatusChanged': {
        const { catcId: centreId, to: status, effectiveAt } = event.data;
        const catc = [...state.testCentre.catc, { centreId, status, effectiveAt }];
        return { ...state, testCentre: { ...state.testCentre, catc } };
      }
      case 'TechnicalRequirementsAttested':
        // An attestation for an earlier instant replaces the one that is known; no other is recorded.
        return { ...state, testCentre: { ...state.testCentre, requirementsMetFrom: event.data.effectiveAt } };
      case 'VueCenterStatusChanged': {
        const { siteId: centreId, to: status, effectiveAt } = event.data;
        const vue = [...state.testCentre.vue, { centreId, status, effectiveAt }];
        return { ...state, testCentre: { ...state.testCentre, vue } };
      }
    }
  },
};

/** The streams `institution-{ins_…}`. */
export const institutionFacts: Aggregate<InstitutionFacts, InstitutionEvent> = {
  category: 'institution',
  events: institutionsEvents,
  fold: institutionFold,
  tenant: ({ registered }) => registered?.institutionId,
};

/** Whether it is accredited on that day, by what is known now (R2, R71, I3). Never membership of a programme. */
export const accreditedOn = ({ accreditations }: InstitutionFacts, date: CalendarDate): boolean =>
  accreditations.some(
    ({ validFrom, validUntil, withdrawnOn }) =>
      validFrom <= date && date <= validUntil && (withdrawnOn === undefined || date < withdrawnOn),
  );

/** The same for an instant, on the calendar of the institution's zone. */
export const accreditedAt = (institution: InstitutionFacts, instant: Instant): boolean =>
  institution.registered !== undefined &&
  accreditedOn(institution, localDateAt(instant, institution.registered.zone));

import { daysFrom, hoursAfter, localDateAt, plusDays } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import {
  type ActivateSitePack,
  type DeactivateSitePack,
  type OpenSitePack,
  type RemindOfTestCentre,
} from '../contracts/pack-commands.js';
import {
  SitePackActivated,
  SitePackDeactivationRequested,
  SitePackOpened,
  TestCentreMissing,
} from '../contracts/pack-events.js';
import { onboardingReminders } from '../contracts/vocabulary.js';
import {
  BeforeTerm,
  CentreNotAuthorized,
  InFuture,
  LicenceNotAccepted,
  OtherCentre,
  RequirementsNotAttested,
  SitePackIsExpired,
  SitePackUnknown,
} from './refusals.js';
import { type SitePack, type SitePackEvent } from './site-pack.js';
import { type InstitutionStanding } from './use-rules.js';

export interface OpeningFacts {
  /** What was granted, in the words of a site pack. */
  readonly granted: Omit<SitePackOpened, 'catcActive' | 'openedAt'>;
  readonly standing: InstitutionStanding;
}

/** What was invoiced is opened as it was granted; no test centre is needed for that (R71, R75, I22). */
export const openSitePack: Decision<Readonly<OpenSitePack>, SitePack, SitePackEvent, OpeningFacts> = (
  _,
  state,
  { now, facts: { granted, standing } },
) =>
  state?.kind === 'OPEN'
    ? []
    : [event(SitePackOpened, { ...granted, catcActive: standing.catcActive(now), openedAt: now })];

/** The order was cancelled after its welcome: there is nothing to open, and the provider is told so (E33, E34). */
export const deactivateSitePack: Decision<Readonly<DeactivateSitePack>, SitePack, SitePackEvent> = (
  command,
  state,
) => (state === undefined ? [event(SitePackDeactivationRequested, { ...command })] : []);

export interface ActivationFacts {
  readonly standing: InstitutionStanding;
  /** The number of the test centre at an instant. */
  readonly catcId: (at: Instant) => string | undefined;
}

/** Three conditions, and none of them stops the term (R75, R76). */
export const activateSitePack: Decision<
  Readonly<ActivateSitePack>,
  SitePack,
  SitePackEvent,
  ActivationFacts
> = ({ entitlementId, catcId, licenseAcceptedBy, occurredAt }, state, { now, facts }) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const at = occurredAt ?? now;
  if (state.activated !== undefined && state.activated.at <= at) return [];
  const { activeFrom, expiresAt, termStart, zone } = state.opened;
  if (at > now) return InFuture({}, '/occurredAt');
  if (at < activeFrom) return BeforeTerm();
  if (at >= expiresAt) return SitePackIsExpired();
  if (!facts.standing.catcActive(at)) return CentreNotAuthorized();
  if (facts.catcId(at) !== catcId) return OtherCentre({}, '/catcId');
  if (!facts.standing.requirementsMet(at)) return RequirementsNotAttested();
  if (licenseAcceptedBy === undefined) return LicenceNotAccepted({}, '/licenseAcceptedBy');
  const daysLost = daysBefore(termStart, localDateAt(at, zone));
  return [
    event(SitePackActivated, { entitlementId, catcId, licenseAcceptedBy, at, daysLost }, { occurredAt: at }),
  ];
};

/** Days of a term that were over when that day began. */
const daysBefore = (termStart: CalendarDate, day: CalendarDate): number =>
  day <= termStart ? 0 : daysFrom(termStart, plusDays(day, -1));

export interface OnboardingFacts {
  readonly standing: InstitutionStanding;
}

/** After downtime only the latest step that is due says something: one reminder, not three (R76). */
export const remindOfTestCentre: Decision<
  Readonly<RemindOfTestCentre>,
  SitePack,
  SitePackEvent,
  OnboardingFacts
> = ({ entitlementId, afterDays }, state, { now, facts }) => {
  if (state?.kind !== 'OPEN' || state.activated !== undefined) return [];
  const { openedAt, termStart, termEnd, expiresAt, zone } = state.opened;
  if (now >= expiresAt || facts.standing.catcActive(now)) return [];
  const due = onboardingReminders.findLast((step) => hoursAfter(openedAt, step * 24) <= now);
  if (due !== afterDays || state.remindedAfter >= due) return [];
  const today = localDateAt(now, zone);
  const daysLost = daysBefore(termStart, today);
  return [
    event(TestCentreMissing, { entitlementId, afterDays, daysLost, daysLeft: daysFrom(today, termEnd) }),
  ];
};

import { toInstant } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type InstitutionEvent, type InstitutionFacts } from '../contracts/institution-facts.js';
import { catcAt, isTold, vueCenterAt } from '../contracts/test-centre.js';
import {
  type AttestTechnicalRequirements,
  type RecordCatcStatus,
  type RecordVueCenterStatus,
  type StartCatcApplication,
} from '../contracts/test-centre-commands.js';
import {
  CatcApplicationStarted,
  CatcStatusChanged,
  TechnicalRequirementsAttested,
  VueCenterStatusChanged,
} from '../contracts/test-centre-events.js';
import { NoSuchInstitution, ReportedBeforeItHappened } from './refusals.js';

type Decides<Command> = Decision<Readonly<Command>, InstitutionFacts, InstitutionEvent>;

/** Asked once; the outcome is a status (R76). */
export const startCatcApplication: Decides<StartCatcApplication> = (
  { institutionId, at },
  { registered, testCentre },
  { now },
) => {
  if (registered === undefined) return NoSuchInstitution();
  if (toInstant(at) > now) return ReportedBeforeItHappened({}, '/at');
  if (testCentre.applicationStartedAt !== undefined) return [];
  return [event(CatcApplicationStarted, { institutionId, at: toInstant(at) }, { occurredAt: toInstant(at) })];
};

/** From the past or for the future: the instant says from when, and decisions ask for an instant (I24, E50, E51). */
export const recordCatcStatus: Decides<RecordCatcStatus> = (command, state) => {
  const { institutionId, catcId, status: to } = command;
  if (state.registered === undefined) return NoSuchInstitution();
  const effectiveAt = toInstant(command.effectiveAt);
  if (isTold(state.testCentre.catc, { centreId: catcId, status: to, effectiveAt })) return [];
  const { status: from } = catcAt(state, effectiveAt);
  return [
    event(CatcStatusChanged, { institutionId, catcId, from, to, effectiveAt }, { occurredAt: effectiveAt }),
  ];
};

export const attestTechnicalRequirements: Decides<AttestTechnicalRequirements> = (
  command,
  { registered, testCentre: { requirementsMetFrom } },
  { now },
) => {
  if (registered === undefined) return NoSuchInstitution();
  const { institutionId, evidenceRef } = command;
  const effectiveAt = toInstant(command.effectiveAt);
  if (effectiveAt > now) return ReportedBeforeItHappened({ effectiveAt }, '/effectiveAt');
  if (requirementsMetFrom !== undefined && requirementsMetFrom <= effectiveAt) return [];
  return [
    event(
      TechnicalRequirementsAttested,
      { institutionId, evidenceRef, effectiveAt },
      { occurredAt: effectiveAt },
    ),
  ];
};

/** Hosting the exams is another matter than being allowed to take them: no code depends on it (R73). */
export const recordVueCenterStatus: Decides<RecordVueCenterStatus> = (command, state) => {
  const { institutionId, siteId, status: to } = command;
  if (state.registered === undefined) return NoSuchInstitution();
  const effectiveAt = toInstant(command.effectiveAt);
  if (isTold(state.testCentre.vue, { centreId: siteId, status: to, effectiveAt })) return [];
  const { status: from } = vueCenterAt(state, effectiveAt);
  return [
    event(
      VueCenterStatusChanged,
      { institutionId, siteId, from, to, effectiveAt },
      { occurredAt: effectiveAt },
    ),
  ];
};

import { eventRegistry } from '#messages/event-registry.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
  InstitutionRegistered,
} from './institution-events.js';
import { ConsentGiven, PersonErased, PersonLeft, PersonRegistered } from './person-events.js';
import {
  CatcApplicationStarted,
  CatcStatusChanged,
  TechnicalRequirementsAttested,
  VueCenterStatusChanged,
} from './test-centre-events.js';

export const institutionsEvents = eventRegistry(
  InstitutionRegistered,
  AccreditationConfirmed,
  AccreditationWithdrawn,
  CatcApplicationStarted,
  CatcStatusChanged,
  TechnicalRequirementsAttested,
  VueCenterStatusChanged,
  PersonRegistered,
  ConsentGiven,
  PersonLeft,
  PersonErased,
);

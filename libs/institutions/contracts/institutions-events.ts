import { eventRegistry } from '#messages/event-registry.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
  InstitutionRegistered,
} from './institution-events.js';
import { ConsentGiven, PersonLeft, PersonRegistered } from './person-events.js';

export const institutionsEvents = eventRegistry(
  InstitutionRegistered,
  AccreditationConfirmed,
  AccreditationWithdrawn,
  PersonRegistered,
  ConsentGiven,
  PersonLeft,
);

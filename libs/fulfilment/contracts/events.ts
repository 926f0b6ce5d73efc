import { eventRegistry, mergeRegistries } from '#messages/event-registry.js';
import { caseEvents } from './case-facts.js';
import { notificationEvents } from './notification-facts.js';
import {
  SlaBreached,
  SlaClockSettled,
  SlaClockStarted,
  SlaJudgementDeferred,
  SlaMet,
  SlaSuperseded,
} from './sla.js';

export const slaEvents = eventRegistry(
  SlaClockStarted,
  SlaClockSettled,
  SlaJudgementDeferred,
  SlaMet,
  SlaBreached,
  SlaSuperseded,
);
export const fulfilmentEvents = mergeRegistries(slaEvents, caseEvents, notificationEvents);

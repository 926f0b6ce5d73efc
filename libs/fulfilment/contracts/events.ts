import { eventRegistry, mergeRegistries } from '#messages/event-registry.js';
import { caseEvents } from './case-facts.js';
import { NotificationRequested } from './notifications.js';
import { SlaBreached, SlaClockStarted, SlaMet, SlaSuperseded } from './sla.js';

export const slaEvents = eventRegistry(SlaClockStarted, SlaMet, SlaBreached, SlaSuperseded);
export const notificationEvents = eventRegistry(NotificationRequested);
export const fulfilmentEvents = mergeRegistries(slaEvents, caseEvents, notificationEvents);

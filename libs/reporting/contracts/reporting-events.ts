import { mergeRegistries } from '#messages/event-registry.js';
import { feedEvents } from './feed-events.js';
import { reportEvents } from './report-events.js';

export const reportingEvents = mergeRegistries(reportEvents, feedEvents);

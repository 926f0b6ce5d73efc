import { describePublishedRefusals } from '#deciding/published-refusals.js';
import * as caseRefusals from './case-refusals.js';
import * as notification from './notification.js';
import * as slaClock from './sla-clock.js';

describePublishedRefusals(caseRefusals, notification, slaClock);

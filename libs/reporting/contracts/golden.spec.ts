import { join } from 'node:path';
import { describeGoldenEvents } from '#messages/golden.js';
import { reportingEvents } from './reporting-events.js';

describeGoldenEvents(reportingEvents, join(import.meta.dirname, 'golden'));

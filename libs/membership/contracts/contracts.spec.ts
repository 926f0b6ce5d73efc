import { join } from 'node:path';
import { describeGoldenEvents } from '#messages/golden.js';
import { membershipEvents } from './membership-events.js';

describeGoldenEvents(membershipEvents, join(import.meta.dirname, 'golden'));

import { join } from 'node:path';
import { describeGoldenEvents } from '#messages/golden.js';
import { fulfilmentEvents } from './events.js';

describeGoldenEvents(fulfilmentEvents, join(import.meta.dirname, 'golden'));

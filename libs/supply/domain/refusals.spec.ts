import { describePublishedRefusals } from '#deciding/published-refusals.js';
import * as lotRefusals from './lot-refusals.js';

describePublishedRefusals(lotRefusals);

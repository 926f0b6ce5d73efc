import { describePublishedRefusals } from '#deciding/published-refusals.js';
import * as refusals from './refusals.js';

describePublishedRefusals(refusals);

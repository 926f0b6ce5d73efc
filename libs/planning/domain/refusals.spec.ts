import { describePublishedRefusals } from '#deciding/published-refusals.js';
import * as estimate from './estimate.js';

describePublishedRefusals(estimate);

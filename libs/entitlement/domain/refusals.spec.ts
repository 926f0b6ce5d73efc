import { describePublishedRefusals } from '#deciding/published-refusals.js';
import * as assignmentRefusals from './assignment-refusals.js';
import * as bookingRefusals from './booking-refusals.js';
import * as bulk from './bulk.js';
import * as codeRefusals from './code-refusals.js';
import * as compromise from './compromise.js';
import * as correcting from './correcting.js';
import * as entitlementRefusals from './entitlement-refusals.js';

describePublishedRefusals(
  assignmentRefusals,
  bookingRefusals,
  bulk,
  codeRefusals,
  compromise,
  correcting,
  entitlementRefusals,
);

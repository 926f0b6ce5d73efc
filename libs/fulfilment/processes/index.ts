import { type Process } from '#processing/process.js';
import { expiring } from './expiring.js';
import { granting } from './granting.js';
import { issuing } from './issuing.js';
import { endingLibraryAccess } from './library-access.js';
import { memberships } from './memberships.js';
import { notifying } from './notifying.js';
import { breaches, promises } from './promises.js';
import { questioning } from './questioning.js';
import { reporting } from './reporting.js';
import { stranding } from './stranding.js';

export { issueCodes } from './issuing.js';
export { sweepEntitlement } from './expiring.js';
export { strandCodes } from './stranding.js';

/** What happens after an event, and when. */
export const processes: readonly Process[] = [
  granting,
  issuing,
  promises,
  breaches,
  notifying,
  questioning,
  reporting,
  stranding,
  expiring,
  endingLibraryAccess,
  memberships,
];

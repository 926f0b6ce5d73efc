import { type Process } from '#processing/process.js';
import { adjusting } from './adjusting.js';
import { announcing } from './announcing.js';
import { bookingReminders } from './booking-reminder.js';
import { catcOnboarding } from './catc-onboarding.js';
import { completing } from './completing.js';
import { compromising } from './compromising.js';
import { correcting } from './correcting.js';
import { delivering } from './delivering.js';
import { erasing } from './erasing.js';
import { expiring } from './expiring.js';
import { expiryReminders } from './expiry-digest.js';
import { granting } from './granting.js';
import { issuing } from './issuing.js';
import { lateWindowClosing } from './late-window.js';
import { legacyELearning } from './legacy-e-learning.js';
import { endingLibraryAccess } from './library-access.js';
import { levelling } from './levelling.js';
import { memberships } from './memberships.js';
import { notifying } from './notifying.js';
import { breaches, promises } from './promises.js';
import { questioning } from './questioning.js';
import { reporting } from './reporting.js';
import { retirementWatch } from './retirement-watch.js';
import { settling } from './settling.js';
import { sitePackLife } from './site-pack-life.js';
import { sitePackQuestions } from './site-pack-questions.js';
import { statusWatch } from './status-watch.js';
import { stranding } from './stranding.js';
import { terminating } from './terminating.js';
import { welcoming } from './welcoming.js';

export { withdrawCodes } from './adjusting.js';
export { withdrawFromHolders } from './correcting.js';
export { issueCodes } from './issuing.js';
export { digestsDue, remindOfExpiry } from './expiry-digest.js';
export { followStranding, judgeGranted, judgeStranded, tellOfRetirements } from './retirement-watch.js';
export { addressedBy, onlineContacts } from './notifying.js';
export { bookingReminderDue, remindOfBooking } from './booking-reminder.js';
export { settleClocks } from './settling.js';
export { deliverNotification } from './delivering.js';
export { destroyPersonKey } from './erasing.js';
export { voidCompromised } from './compromising.js';
export { sweepEntitlement } from './expiring.js';
export { endEntitlements, shortenCodes } from './terminating.js';
export { strandCodes } from './stranding.js';

/** What happens after an event, and when. */
export const processes: readonly Process[] = [
  granting,
  completing,
  levelling,
  issuing,
  adjusting,
  promises,
  breaches,
  settling,
  notifying,
  announcing,
  expiryReminders,
  delivering,
  questioning,
  reporting,
  correcting,
  compromising,
  erasing,
  retirementWatch,
  bookingReminders,
  lateWindowClosing,
  stranding,
  welcoming,
  sitePackLife,
  catcOnboarding,
  statusWatch,
  sitePackQuestions,
  expiring,
  terminating,
  endingLibraryAccess,
  memberships,
  legacyELearning,
];

import { type Template } from '#fulfilment/contracts/notifications.js';
import { type Writing } from '../writing.js';
import { bookingReminder } from './booking-reminder.js';
import { candidateCode } from './candidate-code.js';
import { caseOpened } from './case-opened.js';
import { codesReady, voucherList } from './codes-ready.js';
import { examRetiring } from './exam-retiring.js';
import { expiryDigest } from './expiry-digest.js';
import { lateRedemption } from './late-redemption.js';
import { orderConfirmation } from './order-confirmation.js';
import { promiseBroken } from './promise-broken.js';
import { sitePackWelcome } from './site-pack-welcome.js';
import { testCentreMissing } from './test-centre-missing.js';

/** The mails of the domain model. */
export const writings: Readonly<Record<Template, Writing>> = {
  N1: orderConfirmation,
  N2: codesReady,
  N3: voucherList,
  N4: sitePackWelcome,
  N5: candidateCode,
  N6: expiryDigest,
  N7: testCentreMissing,
  N8: examRetiring,
  N9: promiseBroken,
  N10: caseOpened,
  N11: lateRedemption,
  N12: bookingReminder,
};

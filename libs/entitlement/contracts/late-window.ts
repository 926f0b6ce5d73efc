import { hoursAfter } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';

/** Policy 10: after it, a report of a use from before the expiry is for a case to decide (E21). */
export const lateWindow = { name: 'late-window-45-days@1', hours: 45 * 24 } as const;

/** Last instant at which a report of a use from before the expiry counts by itself. */
export const lateWindowEnd = (expiresAt: Instant): Instant => hoursAfter(expiresAt, lateWindow.hours);

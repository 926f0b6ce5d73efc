import { localDateAt } from '#kernel/calendar.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';

/*
 * An invoice bears a date without a zone. It is refused only when it is wrong everywhere on Earth: the issuer's
 * zone is not the customer's, and neither is the ledger's.
 */

export const hasBegun = (date: CalendarDate, now: Instant): boolean =>
  date <= localDateAt(now, 'Pacific/Kiritimati');

export const wasOver = (date: CalendarDate, now: Instant): boolean => date < localDateAt(now, 'Etc/GMT+12');

/** Dates, instants and zones, as one door. */
export { daysFrom, isCalendarDate, plusDays } from './calendar-date.js';
export { hoursAfter, isInstant, toInstant } from './instants.js';
export { expiryInstant, isZone, localDateAt, startOfDay, tzdbVersion } from './zones.js';

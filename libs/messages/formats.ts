import { isCalendarDate, isInstant, isZone } from '#kernel/calendar.js';
import { isAmount, isCurrency } from '#kernel/money.js';

// Control, format (bidi overrides, zero width) and unassigned characters, and lone surrogates: nothing a name needs.
const unprintable = /[\p{Cc}\p{Cs}\p{Cn}\p{Cf}\u2028\u2029]/u;

/** One predicate per format, used by class-validator and by the compiled schema alike. */
export const formats = {
  'plain-text': (text: string) => !unprintable.test(text) && text.trim() === text,
  'calendar-date': isCalendarDate,
  instant: isInstant,
  zone: isZone,
  amount: isAmount,
  currency: isCurrency,
} as const;

export type Format = keyof typeof formats;

export const formatMeanings: Readonly<Record<Format, string>> = {
  'plain-text': 'text without control characters or outer blanks',
  'calendar-date': 'a calendar date that exists, as YYYY-MM-DD',
  instant: 'an instant as RFC 3339 with an offset or Z',
  zone: 'an IANA time zone, such as Europe/Berlin',
  amount: 'a decimal amount of money, such as 1200.00',
  currency: 'an ISO 4217 currency code',
};

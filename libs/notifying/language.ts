import { type CalendarDate, type Instant, type Zone, millisecondsOf } from '#kernel/time.js';

export type Language = 'de' | 'en';

const germanSpeaking = new Set(['DE', 'AT', 'CH', 'LI']);

/** By the institution's country; what belongs to no institution is in English. */
export const languageOf = (country: string | undefined): Language =>
  country !== undefined && germanSpeaking.has(country) ? 'de' : 'en';

const locales = { de: 'de-DE', en: 'en-GB' } as const;

/** An instant as people read it, always with its zone. */
export const written = (language: Language, instant: Instant, zone: Zone): string =>
  `${new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  }).format(millisecondsOf(instant))} (${zone})`;

/** The last moment before an end that is exclusive. */
export const lastMoment = (language: Language, end: Instant, zone: Zone): string =>
  `${new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: zone,
  }).format(millisecondsOf(end) - 1)} (${zone})`;

/** A calendar date as people read it. */
export const writtenDay = (language: Language, date: CalendarDate): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    millisecondsOf(`${date}T00:00:00.000Z`),
  );

/** An amount as people read it, with just the digits that it has: `2400.00` becomes `2.400,00 EUR`. */
export function writtenMoney(language: Language, amount: string, currency: string): string {
  const digits = amount.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // As text: an amount is never a floating-point number.
  return `${format.format(amount as Intl.StringNumericLiteral)} ${currency}`;
}

import { type Instant, type Zone, millisecondsOf } from '#kernel/time.js';

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

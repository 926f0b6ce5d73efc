import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { localDateAt } from './zones.js';

/** Clocks that were changed around midnight, and a day that there never was. */
const changes = [
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['Asia/Beirut', '2019-10-26T21:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Europe/Berlin', '2019-10-27T01:00:00Z'],
] as const;

describe('localDateAt', () => {
  it.each(changes)('agrees with the calendar in %s around %s, whatever was asked before', (zone, change) => {
    const at = Date.parse(change);
    for (const step of [7, -11]) {
      for (let minute = -3 * 1440; minute <= 3 * 1440; minute += Math.abs(step)) {
        const milliseconds = at + Math.sign(step) * minute * 60_000;
        const instant = new Date(milliseconds).toISOString();
        const expected = Temporal.Instant.fromEpochMilliseconds(milliseconds)
          .toZonedDateTimeISO(zone)
          .toPlainDate()
          .toString();
        expect([instant, localDateAt(instant, zone)]).toEqual([instant, expected]);
      }
    }
  });
});

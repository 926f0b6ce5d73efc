import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { Temporal } from 'temporal-polyfill';
import {
  daysFrom,
  expiryInstant,
  hoursAfter,
  isCalendarDate,
  isInstant,
  isZone,
  localDateAt,
  plusDays,
  startOfDay,
  toInstant,
  tzdbVersion,
} from './calendar.js';
import { instantOf, millisecondsOf } from './time.js';

const zones = Intl.supportedValuesOf('timeZone');
const aZone = fc.constantFrom('UTC', ...zones);
const aDateFrom = (first: string, days: number) => fc.nat(days).map((day) => plusDays(first, day));
const anyDate = aDateFrom('1900-01-01', 401_766);
const anInstant = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }).map(instantOf);

describe('a calendar date', () => {
  it.each([
    '2019-02-30',
    '2019-02-29',
    '1900-02-29',
    '2100-02-29',
    '2019-04-31',
    '2019-06-31',
    '2019-09-31',
    '2019-11-31',
    '2019-01-32',
    '2019-13-01',
    '2019-00-10',
    '2019-01-00',
    '1899-12-31',
    '3000-01-01',
    '20190228',
    '2019-2-28',
    '19-02-28',
    '02019-02-28',
    '2019-02-28T00:00',
    '2019-02-28Z',
    ' 2019-02-28',
    '2019-02-28\n',
    '+2019-02-28',
    '2019/02/28',
    '٢٠١٩-02-28',
    '',
  ])('is not %j', (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(() => plusDays(text, 1)).toThrow(new RangeError(`${text} is no calendar date`));
  });

  it.each(['1900-01-01', '2000-02-29', '2020-02-29', '2400-02-29', '2019-12-31', '2019-04-30', '2999-12-31'])(
    'is %s',
    (text) => {
      expect(isCalendarDate(text)).toBe(true);
    },
  );

  it('is each that Temporal knows, of any year from 1900 to 2999', () => {
    const field = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2999 }), field(13), field(32), (year, month, day) => {
        const text = [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
        expect(isCalendarDate(text)).toBe(temporalKnows(text));
      }),
      propertyRuns(2000),
    );
    for (let day = '2019-01-01'; day < '2021-01-01'; day = plusDays(day, 1))
      expect(isCalendarDate(day)).toBe(true);
  });

  it('can be counted from and to', () => {
    expect(daysFrom('2019-11-01', '2020-07-31')).toBe(274);
    expect(daysFrom('2020-07-31', '2020-07-31')).toBe(1);
    expect(plusDays('2020-03-01', -1)).toBe('2020-02-29');
    expect(() => plusDays('2020-03-01', 0.5)).toThrow(new RangeError('0.5 is no number of days'));
    expect(() => daysFrom('2020-07-31', '2020-07-30')).toThrow(
      new RangeError('2020-07-30 is before 2020-07-31'),
    );
    expect(() => daysFrom('2020-07-01', '2020-07-32')).toThrow(
      new RangeError('2020-07-32 is no calendar date'),
    );
  });

  const temporalKnows = (text: string): boolean => {
    try {
      Temporal.PlainDate.from(text, { overflow: 'reject' });
      return true;
    } catch {
      return false;
    }
  };
});

describe('an instant', () => {
  it.each([
    ['2020-08-01T05:00:00Z', '2020-08-01T05:00:00.000Z'],
    ['2020-08-01T00:00:00-05:00', '2020-08-01T05:00:00.000Z'],
    ['2020-01-01T00:30:00+05:30', '2019-12-31T19:00:00.000Z'],
    ['2020-01-01T00:00:00+23:59', '2019-12-31T00:01:00.000Z'],
    ['2020-01-01T00:00:00-00:00', '2020-01-01T00:00:00.000Z'],
    ['2020-07-31T23:59:59.9Z', '2020-07-31T23:59:59.900Z'],
    ['2020-07-31T23:59:59.999999999Z', '2020-07-31T23:59:59.999Z'],
    ['2020-07-31T23:59:59.9999+05:30', '2020-07-31T18:29:59.999Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['2020-02-29T23:59:59.123Z', '2020-02-29T23:59:59.123Z'],
  ])('%s is %s', (text, instant) => {
    expect(isInstant(text)).toBe(true);
    expect(toInstant(text)).toBe(instant);
  });

  it.each([
    ['2020-08-01T05:00:00', 'without a zone'],
    ['2020-08-01', 'a date'],
    ['2020-08-01T05:00Z', 'without seconds'],
    ['2016-12-31T23:59:60Z', 'a leap second'],
    ['2020-08-01T24:00:00Z', 'hour 24'],
    ['2020-08-01T05:60:00Z', 'minute 60'],
    ['2020-02-30T05:00:00Z', 'an impossible day'],
    ['2020-08-01 05:00:00Z', 'a blank for the T'],
    ['2020-08-01 T05:00:00Z', 'a blank before the T'],
    ['2020-08-01t05:00:00z', 'lower case'],
    ['2020-08-01T05:00:00+0500', 'an offset without a colon'],
    ['2020-08-01T05:00:00+05', 'an offset without minutes'],
    ['2020-08-01T05:00:00+24:00', 'an offset of a day'],
    ['2020-08-01T05:00:00+05:60', 'an offset of 60 minutes'],
    ['2020-08-01T05:00:00.Z', 'a point without digits'],
    ['2020-08-01T05:00:00,5Z', 'a comma'],
    ['2020-08-01T05:00:00.1234567890Z', 'ten digits'],
    ['2020-08-01T05:00:00Z[UTC]', 'an annotation'],
    ['20200801T050000Z', 'the basic form'],
    ['+002020-08-01T05:00:00Z', 'a year with a sign'],
    ['1899-12-31T05:00:00Z', 'a year before 1900'],
    ['x2020-08-01T05:00:00Z', 'something before'],
    ['2020-08-01T05:00:00Z\n', 'something after'],
    ['', 'nothing'],
  ])('is not %j: %s', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => toInstant(text)).toThrow(new RangeError(`${text} is no RFC 3339 instant`));
  });

  it('has one form, whatever the offset it came with', () => {
    fc.assert(
      fc.property(anInstant, fc.integer({ min: -1439, max: 1439 }), (instant, minutes) => {
        const size = Math.abs(minutes);
        const offset = [Math.floor(size / 60), size % 60]
          .map((part) => String(part).padStart(2, '0'))
          .join(':');
        const local = instantOf(millisecondsOf(instant) + minutes * 60_000).slice(0, -1);
        expect(toInstant(`${local}${minutes < 0 ? '-' : '+'}${offset}`)).toBe(instant);
        expect(toInstant(instant)).toBe(instant);
      }),
    );
  });

  it.each([
    ['2020-03-28T09:00', '2020-03-30T10:00'],
    ['2020-10-24T09:00', '2020-10-26T08:00'],
  ])('R64 48 h after %s in Berlin is %s there', (start, end) => {
    const inBerlin = (local: string) =>
      Temporal.ZonedDateTime.from(`${local}[Europe/Berlin]`).toInstant().toString();
    expect(hoursAfter(inBerlin(start), 48)).toBe(toInstant(inBerlin(end)));
  });

  it('R64 takes hours from valid instants only', () => {
    expect(hoursAfter('2020-01-01T00:00:00+01:00', 24)).toBe('2020-01-01T23:00:00.000Z');
    expect(() => hoursAfter('2020-01-01', 24)).toThrow(RangeError);
  });
});

describe('a zone', () => {
  it('is each that the runtime knows', () => {
    for (const zone of zones) expect([zone, isZone(zone)]).toEqual([zone, true]);
  });

  it.each(['UTC', 'Etc/UTC', 'Etc/GMT+5', 'Europe/Kyiv', 'Asia/Kolkata', 'US/Central', 'America/Knox_IN'])(
    'is %s',
    (text) => {
      expect(isZone(text)).toBe(true);
    },
  );

  it.each([
    ['Europe/Atlantis', 'unknown'],
    ['Mars/Olympus', 'unknown'],
    ['europe/berlin', 'in lower case'],
    ['Europe/BERLIN', 'in upper case'],
    ['utc', 'in lower case'],
    ['PST', 'an abbreviation'],
    ['EST', 'an abbreviation'],
    ['GMT', 'an abbreviation'],
    ['SystemV/PST8PDT', 'a system'],
    ['+01:00', 'an offset'],
    ['Z', 'an offset'],
    ['Europe/', 'an area'],
    ['Europe/Berlin ', 'with a blank'],
    [' Europe/Berlin', 'with a blank'],
    ['Europe/Berlin[u-ca=iso8601]', 'an annotation'],
    ['', 'nothing'],
  ])('is not %j: %s', (text) => {
    expect(isZone(text)).toBe(false);
  });

  it('I34 has data of a version', () => {
    expect(tzdbVersion).toMatch(/^20\d\d[a-z]$/);
  });
});

describe('the start of a day', () => {
  it('E13 is the expiry instant of the day before, and is there for the first day that is taken', () => {
    expect(startOfDay('1900-01-01', 'UTC')).toBe('1900-01-01T00:00:00.000Z');
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
    fc.assert(
      fc.property(aDateFrom('2015-01-02', 7_668), aZone, (date, zone) => {
        expect(startOfDay(date, zone)).toBe(expiryInstant(plusDays(date, -1), zone));
      }),
    );
  });
});

describe('an expiry instant', () => {
  it.each([
    ['2020-07-31', 'America/Chicago', '2020-08-01T05:00:00.000Z'],
    ['2020-07-31', 'Europe/Berlin', '2020-07-31T22:00:00.000Z'],
    ['2020-07-31', 'UTC', '2020-08-01T00:00:00.000Z'],
    ['2020-02-29', 'America/Chicago', '2020-03-01T06:00:00.000Z'],
    ['2020-10-24', 'Europe/Berlin', '2020-10-24T22:00:00.000Z'],
    ['2999-12-31', 'UTC', '3000-01-01T00:00:00.000Z'],
  ])('E13 of %s in %s is %s', (date, zone, instant) => {
    expect(expiryInstant(date, zone)).toBe(instant);
  });

  it('E13 is the first instant of a day whose midnight, or that itself, a clock change skipped', () => {
    expect(expiryInstant('2018-11-03', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
    expect(expiryInstant('2011-12-29', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });

  it('I17 E13 parts the days of the term from the day after, in every zone', () => {
    fc.assert(
      fc.property(aDateFrom('2015-01-01', 7_669), aZone, (date, zone) => {
        const expiry = expiryInstant(date, zone);
        expect(localDateAt(expiry, zone) > date).toBe(true);
        expect(localDateAt(instantOf(millisecondsOf(expiry) - 1), zone) <= date).toBe(true);
      }),
      propertyRuns(1000),
    );
  });

  it('E13 is the one that a search through all minutes finds', () => {
    fc.assert(
      fc.property(aDateFrom('2019-01-01', 1_095), aZone, (date, zone) => {
        const minute = 60_000;
        const day = 86_400_000;
        let at = millisecondsOf(`${date}T00:00:00.000Z`) - day;
        while (localDateAt(instantOf(at + 60 * minute), zone) <= date) at += 60 * minute;
        while (localDateAt(instantOf(at), zone) <= date) at += minute;
        expect(expiryInstant(date, zone)).toBe(instantOf(at));
      }),
      propertyRuns(100),
    );
  });

  it('refuses what is no date or no zone', () => {
    expect(() => expiryInstant('2019-02-30', 'UTC')).toThrow(RangeError);
    expect(() => expiryInstant('2019-02-28', 'Mars/Olympus')).toThrow(RangeError);
    expect(() => localDateAt('2019-02-28T00:00:00.000Z', 'Mars/Olympus')).toThrow(RangeError);
    expect(() => localDateAt('2019-02-28', 'UTC')).toThrow(
      new RangeError('2019-02-28 is no RFC 3339 instant'),
    );
    expect(localDateAt('2019-02-28T23:30:00-01:00', 'UTC')).toBe('2019-03-01');
  });

  it('sorts as text, at any date', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(expiryInstant(a, 'Asia/Tokyo') < expiryInstant(b, 'Asia/Tokyo')).toBe(a < b);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import { isInFuture, occurrenceOf } from './occurrence.js';

const term = {
  activeFrom: '2019-08-01T05:00:00.000Z',
  expiresAt: '2020-08-01T05:00:00.000Z',
  zone: 'America/Chicago',
};

describe('when it happened', () => {
  it('is read in the zone that the provider states', () => {
    expect(occurrenceOf('2020-07-31T23:59:59', 'America/Chicago', term)).toStrictEqual({
      at: '2020-08-01T04:59:59.000Z',
      zone: 'America/Chicago',
      zoneConfidence: 'STATED',
    });
    expect(occurrenceOf('2020-08-01T00:00:00', 'America/Chicago', term).at).toBe(term.expiresAt);
  });

  it('E22 without a zone is read in the zone of the term, and said to be assumed', () => {
    expect(occurrenceOf('2020-05-04T09:00:00', undefined, term)).toStrictEqual({
      at: '2020-05-04T14:00:00.000Z',
      zone: 'America/Chicago',
      zoneConfidence: 'ASSUMED',
    });
  });

  it.each([
    // In UTC+14 it was still 04:59:59 UTC.
    ['2020-08-01T18:59:59', '2020-08-01T04:59:59.999Z'],
    ['2020-08-01T09:00:00', '2020-08-01T04:59:59.999Z'],
    // Nowhere on earth was it before the expiry.
    ['2020-08-01T19:00:00', '2020-08-02T00:00:00.000Z'],
  ])('E22 within 26 hours of the expiry is read in favour of the candidate: %s', (local, at) => {
    expect(occurrenceOf(local, undefined, term)).toMatchObject({ at, zoneConfidence: 'ASSUMED' });
  });

  it('E22 an hour that the clock showed twice is read in favour of the candidate', () => {
    const untilNight = { ...term, zone: 'Europe/Berlin', expiresAt: '2020-10-25T01:00:00.000Z' };
    expect(occurrenceOf('2020-10-25T02:30:00', 'Europe/Berlin', untilNight)).toStrictEqual({
      at: '2020-10-25T00:30:00.000Z',
      zone: 'Europe/Berlin',
      zoneConfidence: 'ASSUMED',
    });
  });

  it('E22 an hour that the clock showed twice is one of two, not of all the hours of the earth', () => {
    const untilEvening = { ...term, zone: 'Europe/Berlin', expiresAt: '2020-10-25T00:00:00.000Z' };
    expect(occurrenceOf('2020-10-25T02:30:00', 'Europe/Berlin', untilEvening)).toStrictEqual({
      at: '2020-10-25T00:30:00.000Z',
      zone: 'Europe/Berlin',
      zoneConfidence: 'ASSUMED',
    });
  });

  it('is not before the term and not in the future when it need not be', () => {
    expect(occurrenceOf('2019-07-31T23:00:00', undefined, term).at).toBe(term.activeFrom);
    expect(occurrenceOf('2020-01-10T12:00:00', undefined, term, '2020-01-10T15:00:00.000Z').at).toBe(
      '2020-01-10T15:00:00.000Z',
    );
  });

  it('E22 a reading is always one of those that are possible, and within the term if one of them is', () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(fc.integer({ min: -48 * 60, max: 48 * 60 }), (minutes) => {
        const local = instantOf(millisecondsOf(term.expiresAt) + minutes * 60_000).slice(0, 19);
        const { at } = occurrenceOf(local, undefined, term);
        const utc = Date.parse(`${local}Z`);
        const read = millisecondsOf(at);
        expect(read).toBeGreaterThanOrEqual(utc - 14 * hour);
        expect(read).toBeLessThanOrEqual(utc + 12 * hour);
        if (utc - 14 * hour < millisecondsOf(term.expiresAt)) expect(at < term.expiresAt).toBe(true);
      }),
    );
  });

  it('E38 is in the future only if every reading is', () => {
    const now = '2020-01-10T12:00:00.000Z';
    expect(isInFuture('2020-01-10T13:00:01', 'Europe/Berlin', now)).toBe(true);
    expect(isInFuture('2020-01-10T13:00:00', 'Europe/Berlin', now)).toBe(false);
    expect(isInFuture('2020-01-11T02:00:00', undefined, now)).toBe(false);
    expect(isInFuture('2020-01-11T02:00:01', undefined, now)).toBe(true);
  });
});

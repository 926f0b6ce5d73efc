import { describe, expect, it } from '@jest/globals';
import { isLocalTime, readingsAnywhere, readingsIn } from './local-time.js';

describe('a local time', () => {
  it.each([
    ['2020-07-31T23:59:59', true],
    ['2020-02-29T00:00:00', true],
    ['2019-02-29T00:00:00', false],
    ['2020-07-31T24:00:00', false],
    ['2020-07-31T23:59:60', false],
    ['2020-07-31 23:59:59', false],
    ['2020-07-31T23:59:59Z', false],
    ['2020-07-31T23:59:59.5', false],
    ['+002020-07-31T23:59:59', false],
  ])('%s is one: %s', (text, is) => expect(isLocalTime(text)).toBe(is));

  it('means one instant in a zone', () => {
    expect(readingsIn('2020-07-31T12:00:00', 'America/Chicago')).toStrictEqual({
      earliest: '2020-07-31T17:00:00.000Z',
      latest: '2020-07-31T17:00:00.000Z',
    });
  });

  it('means two while the clock is set back, and stands on both sides of what it skipped', () => {
    expect(readingsIn('2020-10-25T02:30:00', 'Europe/Berlin')).toStrictEqual({
      earliest: '2020-10-25T00:30:00.000Z',
      latest: '2020-10-25T01:30:00.000Z',
    });
    expect(readingsIn('2020-03-29T02:30:00', 'Europe/Berlin')).toStrictEqual({
      earliest: '2020-03-29T00:30:00.000Z',
      latest: '2020-03-29T01:30:00.000Z',
    });
  });

  it('E22 means any instant of 26 hours when its zone is not known', () => {
    expect(readingsAnywhere('2020-07-31T12:00:00')).toStrictEqual({
      earliest: '2020-07-30T22:00:00.000Z',
      latest: '2020-08-01T00:00:00.000Z',
    });
  });
});

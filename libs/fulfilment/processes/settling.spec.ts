import { describe, expect, it } from '@jest/globals';
import { CalendarPublished } from '#catalogue/contracts/calendar-events.js';
import { after } from '#processing/testing/happened.js';
import { SlaClockSettled, SlaClockStarted } from '../contracts/sla.js';
import { recorded } from '../testing/log.js';
import { settling } from './settling.js';

const about = { subject: 'ent_00000000000000000000000001', kind: 'CODE_DELIVERY' };

describe('clocks that wait for their calendar', () => {
  it('R65 E16 are looked for when it is published, and look for it themselves when they start', async () => {
    const published = recorded(CalendarPublished, 'catalogue', { calendarId: 'DE' });
    expect(await after(settling, published)).toStrictEqual([{ perform: 'settle-clocks', of: 'DE' }]);
    expect(await after(settling, recorded(SlaClockStarted, 'fulfilment'))).toStrictEqual([
      { send: 'SettleSlaClock', ...about },
    ]);
    const settled = recorded(SlaClockStarted, 'fulfilment', { provisional: false });
    expect(await after(settling, settled)).toStrictEqual([]);
  });

  it('R65 are looked at when their settled date is due', async () => {
    expect(await after(settling, recorded(SlaClockSettled, 'fulfilment'))).toStrictEqual([
      {
        at: '2020-01-08T06:00:00.000Z',
        key: `CODE_DELIVERY:${about.subject}`,
        then: { send: 'BreachSla', ...about },
      },
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  BookingReleased,
  CodeAssigned,
  CodeForfeited,
  CodeIssued,
  CodeRedeemed,
  CodeReserved,
  CodeStranded,
  CodeVoided,
} from '#entitlement/contracts/code-events.js';
import { PersonLeft, PersonRegistered } from '#institutions/contracts/person-events.js';
import { type DomainEvent } from '#kernel/event.js';
import { after } from '#processing/testing/happened.js';
import { lookInto, recorded } from '../testing/log.js';
import { bookingReminderDue, bookingReminders } from './booking-reminder.js';

const codeId = 'cod_00000000000000000000000001';
const personRef = 'per_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const subject = `${codeId}:B-1`;
// Two days with a change to summer time between them: 48 hours are instants.
const booking = { codeId, bookingKey: 'B-1', examAt: '2020-03-30T07:00:00.000Z', examZone: 'Europe/Berlin' };
const reserved = recorded(CodeReserved, 'entitlement', booking);
const issued = recorded(CodeIssued, 'entitlement', { codeId, institutionId });
const assigned = recorded(CodeAssigned, 'entitlement', { codeId, personRef });
const person = recorded(PersonRegistered, 'institutions', { personRef, institutionId });

const due = (now: string, code: readonly DomainEvent[], gone: readonly DomainEvent[] = []) =>
  bookingReminderDue(
    subject,
    lookInto({ [`code-${codeId}`]: [issued, ...code], [`person-${personRef}`]: [person, ...gone] }),
    now,
  );

describe('the reminder of a booking', () => {
  it('E25 N12 comes 48 hours before the exam', async () => {
    expect(await after(bookingReminders, reserved)).toStrictEqual([
      {
        at: '2020-03-28T07:00:00.000Z',
        key: codeId,
        then: { perform: 'remind-of-booking', of: subject },
      },
    ]);
    expect(await due('2020-03-28T07:00:00.000Z', [assigned, reserved])).toMatchObject({
      ...{ template: 'N12', to: [personRef], subject, dedupeKey: `N12:${subject}`, institutionId },
    });
  });

  it.each([
    recorded(BookingReleased, 'entitlement', { codeId }),
    recorded(CodeRedeemed, 'entitlement', { codeId }),
    recorded(CodeForfeited, 'entitlement', { codeId }),
    recorded(CodeVoided, 'entitlement', { codeId }),
    recorded(CodeStranded, 'entitlement', { codeId, cause: 'PERSON_LEFT' }),
  ])('E25 E26 E30 is cancelled by $type', async (happened) => {
    expect(await after(bookingReminders, happened)).toStrictEqual([{ cancel: codeId }]);
  });

  it('E57 an exam that retires does not end a booking', async () => {
    const retired = recorded(CodeStranded, 'entitlement', { codeId, cause: 'EXAM_RETIRED' });
    expect(await after(bookingReminders, retired)).toStrictEqual([]);
  });

  it('E25 says nothing when it comes too late to cancel, as after downtime, or for another booking', async () => {
    expect(await due('2020-03-29T07:00:00.000Z', [assigned, reserved])).toBeUndefined();
    expect(await due('2020-03-29T06:59:59.999Z', [assigned, reserved])).toBeDefined();
    const moved = recorded(CodeReserved, 'entitlement', { ...booking, bookingKey: 'B-2' });
    const released = recorded(BookingReleased, 'entitlement', { codeId, bookingKey: 'B-1' });
    expect(await due('2020-03-28T07:00:00.000Z', [assigned, reserved, released, moved])).toBeUndefined();
    expect(await due('2020-03-28T07:00:00.000Z', [assigned, reserved, released])).toBeUndefined();
  });

  it('E30 says nothing to who has left, to nobody, and of a code that was voided', async () => {
    const left = recorded(PersonLeft, 'institutions', { personRef, effectiveAt: '2020-03-01T00:00:00.000Z' });
    const now = '2020-03-28T07:00:00.000Z';
    expect(await due(now, [assigned, reserved], [left])).toBeUndefined();
    expect(await due(now, [reserved])).toBeUndefined();
    expect(await due(now, [assigned, reserved, recorded(CodeVoided, 'entitlement', { codeId })])).toBe(
      undefined,
    );
  });
});

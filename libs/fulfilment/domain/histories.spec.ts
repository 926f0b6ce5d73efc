import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { hoursAfter } from '#kernel/calendar.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import {
  type NotificationEvent,
  notificationFacts,
  notificationIdOf,
} from '../contracts/notification-facts.js';
import {
  deferMail,
  recordBounce,
  recordMailSent,
  redirectMail,
  requestNotification,
} from './notification.js';

const dedupeKey = 'N1:ord_00000000000000000000000001:1';
const notificationId = notificationIdOf(dedupeKey);
const persons = [1, 2, 3].map((n) => `per_0000000000000000000000000${n}`);
const messageId = '<ntf.per@ledger.example>';

const aStep = fc.record({
  what: fc.constantFrom('request', 'sent', 'defer', 'bounce', 'redirect'),
  recipient: fc.constantFrom(...persons),
  to: fc.constantFrom(...persons),
  hours: fc.nat({ max: 48 }),
});
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

function decided(past: readonly NotificationEvent[], { what, recipient, to, hours }: Step) {
  const then = given(notificationFacts.fold, ...past);
  const about = { notificationId, recipient };
  const now = { now: hoursAfter('2019-08-01T09:00:00.000Z', hours), facts: undefined };
  const asked = { template: 'N1' as const, to: persons.slice(0, 2), subject: 'ord_1', dedupeKey };
  const { outcome } =
    what === 'request'
      ? then.when(requestNotification, asked, now)
      : what === 'sent'
        ? then.when(recordMailSent, { ...about, messageId }, now)
        : what === 'defer'
          ? then.when(deferMail, about, now)
          : what === 'bounce'
            ? then.when(recordBounce, { ...about, reason: 'REJECTED' }, now)
            : then.when(redirectMail, { ...about, to }, now);
  return outcome instanceof Refusal ? [] : outcome;
}

const lived = (steps: readonly Step[]) =>
  steps.reduce<readonly NotificationEvent[]>((past, step) => [...past, ...decided(past, step)], []);

describe('a notification through random histories', () => {
  it('E56 is asked for once, and sent and bounced at most once for each recipient', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 30 }), (steps) => {
        const events = lived(steps);
        expect(events.filter(({ type }) => type === 'NotificationRequested').length).toBeLessThan(2);
        for (const kind of ['NotificationSent', 'NotificationBounced'])
          for (const person of persons) {
            const once = events.filter(
              ({ type, data }) => type === kind && 'recipient' in data && data.recipient === person,
            );
            expect(once.length).toBeLessThan(2);
          }
      }),
      propertyRuns(),
    );
  });

  it('E19 E56 every command but another deferral is the same when it comes twice', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 20 }), aStep, (steps, step) => {
        fc.pre(step.what !== 'defer');
        const past = lived(steps);
        expect(decided([...past, ...decided(past, step)], step)).toStrictEqual([]);
      }),
      propertyRuns(),
    );
  });
});

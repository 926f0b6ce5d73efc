import { describe, expect, it } from '@jest/globals';
import { CodeDisclosed, CodeIssued, CodeRedeemed } from '#entitlement/contracts/code-events.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { AgreementRegistered, ContactDesignated } from '#ordering/contracts/agreement-events.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { type Look } from '#deciding/binding.js';
import { fold } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { after } from '#processing/testing/happened.js';
import { someGivens } from '#deciding/given-when-then.js';
import { CaseOpened } from '../contracts/cases.js';
import {
  type NotificationEvent,
  notificationFold,
  notificationIdOf,
} from '../contracts/notification-facts.js';
import { NotificationRequested } from '../contracts/notifications.js';
import { SlaBreached } from '../contracts/sla.js';
import { requestNotification } from '../domain/notification.js';
import { lookInto, recorded } from '../testing/log.js';
import { announcing } from './announcing.js';
import { digestsDue, expiryReminders } from './expiry-digest.js';

const id = (prefix: string, n = 1) => `${prefix}_${String(n).padStart(26, '0')}`;
const online = id('per', 2);
const manager = id('per', 3);
const institutionId = id('ins');
const expiresAt = '2020-08-01T05:00:00.000Z';

const thirty = Array.from({ length: 30 }, (_, n) => id('ent', n + 1));
const known = {
  ...Object.fromEntries(
    thirty.map((entitlementId): [string, readonly DomainEvent[]] => [
      `entitlement-${entitlementId}`,
      [recorded(EntitlementGranted, 'entitlement', { entitlementId, orderId: id('ord'), expiresAt })],
    ]),
  ),
  [`order-${id('ord')}`]: [
    recorded(OrderPlaced, 'ordering', { agreementId: id('agr'), institutionId, contacts: {} }),
  ],
  [`agreement-${id('agr')}`]: [
    recorded(AgreementRegistered, 'ordering'),
    recorded(ContactDesignated, 'ordering', { role: 'ONLINE', personRef: online }),
    recorded(ContactDesignated, 'ordering', { role: 'ACCOUNT_MANAGER', personRef: manager }),
  ],
  [`code-${id('cod')}`]: [recorded(CodeIssued, 'entitlement', { entitlementId: id('ent') })],
};
const look = lookInto(known);

describe('what is announced', () => {
  it('N5 a disclosed code to its candidate, once per disclosure', async () => {
    const disclosed = { codeId: id('cod'), disclosureId: id('dis'), personRef: id('per') };
    expect(await after(announcing, recorded(CodeDisclosed, 'entitlement', disclosed))).toStrictEqual([
      {
        send: 'RequestNotification',
        template: 'N5',
        to: [id('per')],
        subject: id('cod'),
        dedupeKey: `N5:${id('dis')}:${id('cod')}`,
        institutionId,
      },
    ]);
  });

  it('N9 R64 a broken promise to operations, and to the account manager', async () => {
    const breached = recorded(SlaBreached, 'fulfilment', { kind: 'ACK_48H', subject: `${id('ord')}:1` });
    expect(await after(announcing, breached, look)).toStrictEqual([
      {
        send: 'RequestNotification',
        template: 'N9',
        to: [manager],
        desks: ['OPERATIONS'],
        subject: `ACK_48H:${id('ord')}:1`,
        dedupeKey: `N9:ACK_48H:${id('ord')}:1`,
        institutionId,
      },
    ]);
  });

  it('N10 each opening of a case to the reconcilers', async () => {
    const opened = recorded(CaseOpened, 'fulfilment', { caseId: id('cas'), opening: 2, institutionId });
    expect(await after(announcing, opened)).toStrictEqual([
      {
        send: 'RequestNotification',
        template: 'N10',
        to: [],
        desks: ['RECONCILERS'],
        subject: id('cas'),
        dedupeKey: `N10:${id('cas')}:2`,
        institutionId,
      },
    ]);
  });

  it('N10 E56 the case of a mail that bounced is no mail again', async () => {
    const opened = recorded(CaseOpened, 'fulfilment', { kind: 'MAIL_BOUNCED' });
    expect(await after(announcing, opened)).toStrictEqual([]);
  });

  it('N11 E21 a use that was reported late and counts to the administrator; one in time is no news', async () => {
    const used = { codeId: id('cod'), registrationKey: 'R-1' };
    const late = recorded(CodeRedeemed, 'entitlement', { ...used, late: true });
    expect(await after(announcing, late, look)).toStrictEqual([
      {
        send: 'RequestNotification',
        template: 'N11',
        to: [online],
        subject: id('cod'),
        dedupeKey: `N11:${id('cod')}:R-1`,
        institutionId,
      },
    ]);
    const inTime = recorded(CodeRedeemed, 'entitlement', { ...used, late: false });
    expect(await after(announcing, inTime, look)).toStrictEqual([]);
  });
});

describe('the expiry digest', () => {
  const granted = (changes: Partial<EntitlementGranted>) =>
    after(
      expiryReminders,
      recorded(EntitlementGranted, 'entitlement', {
        entitlementId: id('ent'),
        fulfilment: 'CODES',
        expiresAt,
        ...changes,
      }),
    );

  it('N6 R28 is due 90, 30 and 7 days before the expiry of codes, and of a site pack', async () => {
    const timer = (at: string, days: number) => {
      const key = `${id('ent')}:${days}`;
      return { at, key, then: { perform: 'remind-of-expiry', of: key } };
    };
    expect(await granted({})).toStrictEqual([
      timer('2020-05-03T05:00:00.000Z', 90),
      timer('2020-07-02T05:00:00.000Z', 30),
      timer('2020-07-25T05:00:00.000Z', 7),
    ]);
    expect(await granted({ fulfilment: 'BALANCE' })).toHaveLength(3);
    // A membership has a grace instead.
    expect(await granted({ fulfilment: 'ACCESS' })).toStrictEqual([]);
    // Granted on 1 August 2019: of a term of twenty days only the last reminder is still to come.
    expect(await granted({ expiresAt: '2019-08-21T05:00:00.000Z' })).toHaveLength(1);
  });

  it('N6 E19 fired again days later, such as after the timers were rebuilt, asks for nothing that was told', async () => {
    const told = (day: string) => {
      const dedupeKey = `N6:${online}:${institutionId}:${day}`;
      const stream = `notification-${notificationIdOf(dedupeKey)}`;
      return lookInto({ ...known, [stream]: [recorded(NotificationRequested, 'fulfilment', { dedupeKey })] });
    };
    // Due on 2 July at 05:00, fired then and again on the tenth.
    const fires = (now: string, looks: Look) => digestsDue(`${id('ent')}:30`, looks, now);
    expect(await fires('2020-07-10T09:00:00.000Z', told('2020-07-02'))).toEqual([]);
    expect(await fires('2020-07-10T09:00:00.000Z', told('2020-07-09'))).toEqual([]);
    // What was told before it was due was about others.
    expect(await fires('2020-07-10T09:00:00.000Z', told('2020-07-01'))).toMatchObject([
      { dedupeKey: `N6:${online}:${institutionId}:2020-07-10` },
    ]);
    expect(await fires('2020-07-02T06:00:00.000Z', told('2020-07-02'))).toMatchObject([
      { dedupeKey: `N6:${online}:${institutionId}:2020-07-02` },
    ]);
  });

  it('N6 catching up after a month of downtime sends an administrator one digest, not thirty', async () => {
    const fired = thirty.flatMap((entitlementId) => [90, 30, 7].map((days) => `${entitlementId}:${days}`));
    const now = '2020-07-26T09:00:00.000Z';
    const asked = (await Promise.all(fired.map((subject) => digestsDue(subject, look, now)))).flat();
    expect(asked).toHaveLength(30);
    const streams = new Map<string, NotificationEvent[]>();
    for (const command of asked) {
      const stream = streams.get(command.dedupeKey) ?? [];
      const state = fold(notificationFold, stream);
      const decided = requestNotification(command, state, { ...someGivens, now, facts: undefined });
      if (decided instanceof Refusal) throw new Error(decided.type.code);
      streams.set(command.dedupeKey, [...stream, ...decided]);
    }
    expect([...streams.values()].flat()).toMatchObject([
      { type: 'NotificationRequested', data: { template: 'N6', to: [online], subject: institutionId } },
    ]);
  });

  it('N6 nothing is due for an overtaken threshold, or after the expiry', async () => {
    const at = (days: number, now: string) => digestsDue(`${id('ent')}:${days}`, look, now);
    expect(await at(90, '2020-07-02T05:00:00.000Z')).toStrictEqual([]);
    expect(await at(30, '2020-07-02T05:00:00.000Z')).toHaveLength(1);
    expect(await at(30, '2020-07-02T04:59:59.999Z')).toStrictEqual([]);
    expect(await at(7, expiresAt)).toStrictEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Aggregate } from '#deciding/aggregate.js';
import { type Look } from '#deciding/binding.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
} from '#institutions/contracts/institution-events.js';
import { CatcStatusChanged } from '#institutions/contracts/test-centre-events.js';
import { type DomainEvent, type EventClass } from '#kernel/event.js';
import { OrderAmended, OrderCancelled, OrderProcessed } from '#ordering/contracts/order-events.js';
import { after } from '#processing/testing/happened.js';
import {
  SitePackOpened,
  SitePackUseQuestioned,
  TestCentreMissing,
} from '#site-packs/contracts/pack-events.js';
import { SitePackListed } from '#site-packs/contracts/pool-events.js';
import { SeatsReserved, SitePackOverdrawn } from '#site-packs/contracts/unit-events.js';
import { NotificationSent } from '../contracts/mailing.js';
import { catcOnboarding } from './catc-onboarding.js';
import { sitePackLife } from './site-pack-life.js';
import { sitePackQuestions } from './site-pack-questions.js';
import { statusWatch } from './status-watch.js';
import { welcoming } from './welcoming.js';

/** The recorded sample of an event, changed as said. */
function recorded<D extends object>(
  type: EventClass<string, D>,
  context: string,
  changes: Partial<D> = {},
): DomainEvent<string, D> {
  const golden = join('contracts/golden', `${type.type}.v${type.version}.json`);
  const file = join(import.meta.dirname, '../..', context, golden);
  return { type: type.type, data: { ...(JSON.parse(readFileSync(file, 'utf8')) as D), ...changes } };
}

const orderId = 'ord_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const packs = ['ent_00000000000000000000000001', 'ent_00000000000000000000000002'] as const;
const [entitlementId] = packs;
const online = 'per_00000000000000000000000001';
const line = (lineNo: number, fulfilment: string) => ({ lineNo, fulfilment });
const states: Readonly<Record<string, object>> = {
  order: {
    placed: { institutionId, agreementId: 'agr', orderId },
    processedAt: '2019-08-01T09:00:00.000Z',
    lines: [line(1, 'CODES'), line(2, 'BALANCE')],
  },
  agreement: { contacts: { ONLINE: online } },
  entitlement: { granted: { orderId } },
  sitepackpool: { packs: packs.map((each) => ({ entitlementId: each })) },
  institution: {
    registered: { segment: 'ACADEMIC', zone: 'Europe/Berlin' },
    accreditations: [{ validFrom: '2018-10-01', validUntil: '2020-09-30', withdrawnOn: '2020-03-01' }],
    testCentre: { catc: [] },
  },
};
const knowing = (change: Readonly<Record<string, object>> = {}): Look => {
  const at = <S>({ category }: Aggregate<S, never>) =>
    Promise.resolve({ ...states, ...change }[category] as S);
  return { at, reference: at };
};
const n4 = (subject: string) => ({
  send: 'RequestNotification',
  template: 'N4',
  to: [online],
  subject,
  dedupeKey: `N4:${subject}`,
  institutionId,
});
const clock = { kind: 'SITE_PACK_WELCOME', subject: `${orderId}:2` };

describe('the welcome of a site pack', () => {
  const processed = recorded(OrderProcessed, 'ordering', { orderId, revision: 2 });

  it('R67 N4 starts its clock of 24 hours when the order is processed, and asks for the mail', async () => {
    expect(await after(welcoming, processed, knowing())).toStrictEqual([
      {
        ...{ send: 'StartSlaClock', ...clock, startedAt: processed.data.processedAt },
        institutionId: 'ins_00000000000000000000000001',
      },
      n4(`${orderId}:2`),
    ]);
  });

  it('R67 an order without a site pack gets no welcome', async () => {
    const look = knowing({ order: { lines: [line(1, 'CODES')] } });
    expect(await after(welcoming, processed, look)).toStrictEqual([]);
  });

  it('R67 E56 the first mail that the server took meets the clock; others and the recall do not', async () => {
    const sent = (template: NotificationSent['template'], subject: string) =>
      after(welcoming, recorded(NotificationSent, 'fulfilment', { template, subject }));
    expect(await sent('N4', `${orderId}:2`)).toStrictEqual([
      { send: 'MeetSla', ...clock, at: '2019-08-15T09:00:00.000Z' },
    ]);
    expect(await sent('N4', `${orderId}:recalled`)).toStrictEqual([]);
    expect(await sent('N3', `${orderId}:2`)).toStrictEqual([]);
  });

  it('E31 an amendment supersedes the clock of the revision before it', async () => {
    const amended = recorded(OrderAmended, 'ordering', { orderId, revision: 3 });
    expect(await after(welcoming, amended)).toStrictEqual([{ send: 'SupersedeSla', ...clock }]);
  });

  it('E33 a cancelled order supersedes the clock, and recalls a welcome that was sent', async () => {
    const cancelled = recorded(OrderCancelled, 'ordering', { orderId, revision: 2 });
    expect(await after(welcoming, cancelled, knowing())).toStrictEqual([
      { send: 'SupersedeSla', ...clock },
      n4(`${orderId}:recalled`),
    ]);
    const unprocessed = knowing({ order: { ...states['order'], processedAt: undefined } });
    expect(await after(welcoming, cancelled, unprocessed)).toStrictEqual([
      { send: 'SupersedeSla', ...clock },
    ]);
  });
});

describe('the life of a site pack', () => {
  const opened = recorded(SitePackOpened, 'site-packs', { entitlementId, institutionId });

  it('R28 is opened by its grant', async () => {
    const granted = recorded(EntitlementGranted, 'entitlement', { entitlementId, fulfilment: 'BALANCE' });
    expect(await after(sitePackLife, granted)).toStrictEqual([{ send: 'OpenSitePack', entitlementId }]);
    const codes = recorded(EntitlementGranted, 'entitlement', { fulfilment: 'CODES' });
    expect(await after(sitePackLife, codes)).toStrictEqual([]);
  });

  it('E47 R63 is listed with its institution, and swept after its expiry', async () => {
    const { expiresAt } = opened.data;
    expect(await after(sitePackLife, opened)).toStrictEqual([
      { send: 'ListSitePack', institutionId, entitlementId, expiresAt },
      {
        at: '2020-08-01T06:00:00.000Z',
        key: entitlementId,
        then: { send: 'ExpireSitePack', entitlementId },
      },
    ]);
  });

  it('E65 seats of an ordinary session are given back a day after it; locked ones wait for the provider', async () => {
    const of = (launch: SeatsReserved['launch']) =>
      after(sitePackLife, recorded(SeatsReserved, 'site-packs', { entitlementId, launch }));
    expect(await of('COMPASS')).toStrictEqual([
      {
        at: '2020-03-03T15:00:00.000Z',
        key: `${entitlementId}:S-42`,
        then: { send: 'ReleaseSeats', entitlementId, sessionId: 'S-42', cause: 'SESSION_OVER' },
      },
    ]);
    expect(await of('COMPASS_CLOUD')).toStrictEqual([]);
  });

  it('E34 a cancelled order that was processed asks the provider to deactivate each site pack', async () => {
    const cancelled = recorded(OrderCancelled, 'ordering', { orderId });
    expect(await after(sitePackLife, cancelled, knowing())).toStrictEqual([
      {
        send: 'DeactivateSitePack',
        entitlementId: entitlementIdOf(orderId, 2),
        institutionId,
        orderId,
        cancelledAt: '2019-08-01T09:00:00.000Z',
      },
    ]);
    const unprocessed = knowing({ order: { ...states['order'], processedAt: undefined } });
    expect(await after(sitePackLife, cancelled, unprocessed)).toStrictEqual([]);
  });
});

describe('an institution that is no test centre', () => {
  it('R76 R75 N7 is reminded after 14, 30 and 60 days, unless it is one already', async () => {
    const opened = recorded(SitePackOpened, 'site-packs', { entitlementId });
    const timers = await after(catcOnboarding, opened);
    expect(timers).toMatchObject([
      { at: '2019-08-15T14:00:00.000Z', key: `${entitlementId}:14` },
      { at: '2019-08-31T14:00:00.000Z', key: `${entitlementId}:30` },
      { at: '2019-09-30T14:00:00.000Z', key: `${entitlementId}:60` },
    ]);
    expect(timers[0]).toMatchObject({ then: { send: 'RemindOfTestCentre', entitlementId, afterDays: 14 } });
    const centre = recorded(SitePackOpened, 'site-packs', { catcActive: true });
    expect(await after(catcOnboarding, centre)).toStrictEqual([]);
  });

  it('N7 R76 the reminder becomes a mail to the administrator, once for each step', async () => {
    const missing = recorded(TestCentreMissing, 'site-packs', { entitlementId });
    const subject = `${entitlementId}:14`;
    expect(await after(catcOnboarding, missing, knowing())).toStrictEqual([
      {
        send: 'RequestNotification',
        template: 'N7',
        to: [online],
        subject,
        dedupeKey: `N7:${subject}`,
        institutionId,
      },
    ]);
  });
});

describe('what an institution loses and regains', () => {
  it('E50 E51 a test centre lost or regained suspends or resumes every pack from the same instant', async () => {
    const effectiveAt = '2020-03-01T06:00:00.000Z';
    const to = (status: CatcStatusChanged['to']) =>
      after(
        statusWatch,
        recorded(CatcStatusChanged, 'institutions', { institutionId, to: status, effectiveAt }),
        knowing(),
      );
    const sent = (send: string) =>
      packs.map((each) => ({ send, entitlementId: each, cause: 'CATC_LOST', effectiveAt }));
    expect(await to('WITHDRAWN')).toStrictEqual(sent('SuspendSitePack'));
    expect(await to('ACTIVE')).toStrictEqual(sent('ResumeSitePack'));
  });

  it('E52 R71 a lost accreditation suspends them when its grace of thirty days is over', async () => {
    const effectiveAt = '2020-03-30T22:00:00.000Z';
    const withdrawn = recorded(AccreditationWithdrawn, 'institutions', { institutionId });
    const timer = (each: string) => ({
      at: effectiveAt,
      key: `accreditation:${each}`,
      then: { send: 'SuspendSitePack', entitlementId: each, cause: 'ACCREDITATION_LOST', effectiveAt },
    });
    expect(await after(statusWatch, withdrawn, knowing())).toStrictEqual(packs.map(timer));
    const listed = recorded(SitePackListed, 'site-packs', { institutionId, entitlementId });
    expect(await after(statusWatch, listed, knowing())).toStrictEqual([timer(entitlementId)]);
  });

  it('E52 a new accreditation resumes them, and is watched until its own end', async () => {
    const confirmed = recorded(AccreditationConfirmed, 'institutions', {
      institutionId,
      validFrom: '2020-06-01',
      validUntil: '2025-09-30',
    });
    const renewed = knowing({
      sitepackpool: { packs: [{ entitlementId }] },
      institution: {
        ...states['institution'],
        accreditations: [{ validFrom: '2020-06-01', validUntil: '2025-09-30' }],
      },
    });
    expect(await after(statusWatch, confirmed, renewed)).toMatchObject([
      {
        send: 'ResumeSitePack',
        entitlementId,
        cause: 'ACCREDITATION_LOST',
        effectiveAt: '2020-05-31T22:00:00.000Z',
      },
      { at: '2025-10-30T23:00:00.000Z', key: `accreditation:${entitlementId}` },
    ]);
  });
});

describe('what the ledger cannot agree with', () => {
  it('E34 E44 E51 is one case for each question', async () => {
    const questioned = recorded(SitePackUseQuestioned, 'site-packs', { entitlementId });
    expect(await after(sitePackQuestions, questioned)).toStrictEqual([
      {
        send: 'OpenCase',
        kind: 'INELIGIBLE_USE',
        key: `${entitlementId}:EX-1`,
        evidence: ['event:event-1'],
        institutionId,
      },
    ]);
  });

  it('E49 an overdrawn pack is one case, with every draw as evidence', async () => {
    const overdrawn = recorded(SitePackOverdrawn, 'site-packs', { entitlementId });
    expect(await after(sitePackQuestions, overdrawn)).toMatchObject([
      { send: 'OpenCase', kind: 'SITE_PACK_OVERDRAWN', key: entitlementId },
    ]);
  });
});

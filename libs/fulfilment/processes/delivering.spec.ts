import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Aggregate, streamOf } from '#deciding/aggregate.js';
import { type Look } from '#deciding/binding.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { fold } from '#kernel/decider.js';
import { type DomainEvent, type EventClass } from '#kernel/event.js';
import { AgreementRegistered, ContactDesignated } from '#ordering/contracts/agreement-events.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { after } from '#processing/testing/happened.js';
import { NotificationBounced, NotificationDeferred, NotificationRedirected } from '../contracts/mailing.js';
import { NotificationRequested } from '../contracts/notifications.js';
import { delivering } from './delivering.js';

function recorded<D extends object>(
  { type, version }: EventClass<string, D>,
  context: string,
  changes: Partial<D> = {},
): DomainEvent<string, D> {
  const file = join(import.meta.dirname, '../..', context, 'contracts/golden', `${type}.v${version}.json`);
  return { type, data: { ...(JSON.parse(readFileSync(file, 'utf8')) as D), ...changes } };
}

const id = (prefix: string, n = 1) => `${prefix}_0000000000000000000000000${n}`;
const [notices, online] = [id('per', 1), id('per', 2)];

const streams: Readonly<Record<string, readonly DomainEvent[]>> = {
  [`entitlement-${id('ent')}`]: [recorded(EntitlementGranted, 'entitlement', { orderId: id('ord') })],
  [`order-${id('ord')}`]: [recorded(OrderPlaced, 'ordering', { agreementId: id('agr'), contacts: {} })],
  [`agreement-${id('agr')}`]: [
    recorded(AgreementRegistered, 'ordering'),
    recorded(ContactDesignated, 'ordering', { role: 'NOTICES', personRef: notices }),
    recorded(ContactDesignated, 'ordering', { role: 'ONLINE', personRef: online }),
  ],
};
const at = <S, E extends DomainEvent>(aggregate: Aggregate<S, E>, of: string): Promise<S> =>
  Promise.resolve(fold(aggregate.fold, (streams[streamOf(aggregate, of)] ?? []) as readonly E[]));
const look: Look = { at, reference: at };

const opened = (recipient: string) => ({
  send: 'OpenCase',
  kind: 'MAIL_BOUNCED',
  key: `${id('ntf')}:${recipient}`,
  evidence: ['event:event-1'],
  institutionId: id('ins'),
});
const bounce = (recipient: string, subject = id('ent')) =>
  after(delivering, recorded(NotificationBounced, 'fulfilment', { recipient, subject }), look);

describe('delivering mails', () => {
  it('hands over what was asked for or redirected', async () => {
    const handed = [{ perform: 'deliver-notification', of: id('ntf') }];
    expect(await after(delivering, recorded(NotificationRequested, 'fulfilment'))).toStrictEqual(handed);
    expect(await after(delivering, recorded(NotificationRedirected, 'fulfilment'))).toStrictEqual(handed);
  });

  it('tries again when the log says so, whatever happens to this process in between', async () => {
    expect(await after(delivering, recorded(NotificationDeferred, 'fulfilment'))).toStrictEqual([
      {
        at: '2019-08-15T09:01:00.000Z',
        key: `${id('ntf')}:${notices}`,
        then: { perform: 'deliver-notification', of: id('ntf') },
      },
    ]);
  });

  it('E56 when the Notices contact bounces, the Online contact gets it, and operations a task', async () => {
    const redirected = { send: 'RedirectMail', notificationId: id('ntf'), recipient: notices, to: online };
    expect(await bounce(notices)).toStrictEqual([redirected, opened(notices)]);
    expect(await bounce(notices, `${id('ord')}:1`)).toStrictEqual([redirected, opened(notices)]);
  });

  it('E56 when nobody else can get it, the task is all', async () => {
    expect(await bounce(online)).toStrictEqual([opened(online)]);
    expect(await bounce(notices, id('cas'))).toStrictEqual([opened(notices)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { AgreementRegistered, ContactDesignated } from '#ordering/contracts/agreement-events.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { after } from '#processing/testing/happened.js';
import { NotificationBounced, NotificationDeferred, NotificationRedirected } from '../contracts/mailing.js';
import { NotificationRequested } from '../contracts/notifications.js';
import { lookInto, recorded } from '../testing/log.js';
import { delivering } from './delivering.js';

const id = (prefix: string, n = 1) => `${prefix}_0000000000000000000000000${n}`;
const [notices, online] = [id('per', 1), id('per', 2)];

const look = lookInto({
  [`entitlement-${id('ent')}`]: [recorded(EntitlementGranted, 'entitlement', { orderId: id('ord') })],
  [`order-${id('ord')}`]: [recorded(OrderPlaced, 'ordering', { agreementId: id('agr'), contacts: {} })],
  [`agreement-${id('agr')}`]: [
    recorded(AgreementRegistered, 'ordering'),
    recorded(ContactDesignated, 'ordering', { role: 'NOTICES', personRef: notices }),
    recorded(ContactDesignated, 'ordering', { role: 'ONLINE', personRef: online }),
  ],
});

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

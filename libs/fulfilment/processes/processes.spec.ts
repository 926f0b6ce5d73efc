import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type DomainEvent, type EventClass } from '#kernel/event.js';
import { type Aggregate } from '#deciding/aggregate.js';
import { type Look } from '#deciding/binding.js';
import { CodeUseQuestioned, CodeVoidFailed } from '#entitlement/contracts/code-events.js';
import {
  EntitlementGranted,
  IssuanceCompleted,
  IssuanceFailed,
  IssuanceSlotsRejected,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import {
  OrderAcknowledged,
  OrderAmended,
  OrderCancelled,
  OrderProcessed,
} from '#ordering/contracts/order-events.js';
import { SupplyLotClosed } from '#supply/contracts/supply-events.js';
import { after } from '#processing/testing/happened.js';
import { SlaClockStarted } from '../contracts/sla.js';
import { expiring, firstSweepAfter } from './expiring.js';
import { granting } from './granting.js';
import { issuing } from './issuing.js';
import { notifying } from './notifying.js';
import { breaches, promises } from './promises.js';
import { questioning } from './questioning.js';

/** The recorded sample of an event, changed as said. */
function recorded<D extends object>(
  type: EventClass<string, D>,
  context: string,
  changes: Partial<D> = {},
): DomainEvent<string, D> {
  const file = join(
    import.meta.dirname,
    '../..',
    context,
    'contracts/golden',
    `${type.type}.v${type.version}.json`,
  );
  return { type: type.type, data: { ...(JSON.parse(readFileSync(file, 'utf8')) as D), ...changes } };
}

const invoiced = recorded(OrderInvoiced, 'ordering');
const { orderId } = invoiced.data;
const ack = { kind: 'ACK_48H', subject: `${orderId}:2` };

describe('after an invoice', () => {
  it('I7 I12 R52 each line is granted with all its packs, and with the dates that end its term', async () => {
    expect(await after(granting, invoiced)).toStrictEqual([
      expect.objectContaining({
        send: 'GrantEntitlement',
        orderId,
        lineNo: 1,
        packs: 2,
        packSize: 30,
        invoiceDate: '2019-08-01',
        agreementEnd: '2021-07-31',
        anchorEnd: '2020-07-31',
        zone: 'Europe/Berlin',
      }),
    ]);
  });

  it('E32 an invoice for a revision that was amended grants nothing and is a case', async () => {
    const crossed = recorded(OrderInvoiced, 'ordering', { matchesRevision: false });
    expect(await after(granting, crossed)).toStrictEqual([
      {
        send: 'OpenCase',
        kind: 'INVOICE_REVISION_MISMATCH',
        key: orderId,
        evidence: ['event:event-1', 'invoice:INV-1'],
        institutionId: invoiced.data.institutionId,
      },
    ]);
    expect(await after(promises, crossed)).toStrictEqual([]);
  });

  it('R65 E15 E17 the delivery clock of each line counts from the invoice’s own date, in the issuer’s calendar', async () => {
    expect(await after(promises, invoiced)).toStrictEqual([
      {
        send: 'StartSlaClock',
        kind: 'CODE_DELIVERY',
        subject: entitlementIdOf(orderId, 1),
        startedAt: '2019-08-01T09:00:00.000Z',
        calendarId: 'US-FEDERAL',
        dayZero: '2019-08-01',
        institutionId: invoiced.data.institutionId,
      },
    ]);
  });
});

describe('the promises about an order', () => {
  it('R64 the acknowledgement clock runs from processing to acknowledgement, per revision', async () => {
    const processed = recorded(OrderProcessed, 'ordering', { orderId, revision: 2 });
    const [started] = await after(promises, processed);
    const institutionId = 'ins_00000000000000000000000001';
    expect(started).toStrictEqual({
      ...{ send: 'StartSlaClock', ...ack, startedAt: processed.data.processedAt, institutionId },
    });
    const sent = recorded(OrderAcknowledged, 'ordering', { orderId, revision: 2 });
    expect(await after(promises, sent)).toStrictEqual([{ send: 'MeetSla', ...ack, at: sent.data.sentAt }]);
  });

  it('E31 an amendment supersedes the clock of the revision before it', async () => {
    const effects = await after(promises, recorded(OrderAmended, 'ordering', { orderId, revision: 3 }));
    expect(effects).toContainEqual({ send: 'SupersedeSla', ...ack });
  });

  it('E33 a cancellation supersedes the clock of its revision', async () => {
    const effects = await after(promises, recorded(OrderCancelled, 'ordering', { orderId, revision: 2 }));
    expect(effects).toContainEqual({ send: 'SupersedeSla', ...ack });
  });

  it('R64 R65 a clock is looked at when it is due', async () => {
    const started = recorded(SlaClockStarted, 'fulfilment');
    const { subject, kind, dueAt } = started.data;
    expect(await after(breaches, started)).toStrictEqual([
      { at: dueAt, key: `${kind}:${subject}`, then: { send: 'BreachSla', subject, kind } },
    ]);
  });
});

describe('issuance', () => {
  const granted = recorded(EntitlementGranted, 'entitlement');
  const { entitlementId } = granted.data;

  it('I7 codes are issued once an entitlement of codes is granted', async () => {
    expect(await after(issuing, granted)).toStrictEqual([{ perform: 'issue-codes', of: entitlementId }]);
    const balance = recorded(EntitlementGranted, 'entitlement', { fulfilment: 'BALANCE' });
    expect(await after(issuing, balance)).toStrictEqual([]);
  });

  it('E35 what supply did not give is asked for again later', async () => {
    const failed = recorded(IssuanceFailed, 'entitlement');
    expect(await after(issuing, failed)).toStrictEqual([
      {
        at: failed.data.retryAt,
        key: `issue:${failed.data.entitlementId}`,
        then: { perform: 'issue-codes', of: failed.data.entitlementId },
      },
    ]);
  });

  it('E35 the delivery clock is met by the last slot only', async () => {
    const completed = recorded(IssuanceCompleted, 'entitlement');
    const { completedAt: at } = completed.data;
    expect(await after(promises, completed)).toStrictEqual([
      { send: 'MeetSla', kind: 'CODE_DELIVERY', subject: completed.data.entitlementId, at },
    ]);
    expect(promises.reactions.has('CodesIssued')).toBe(false);
  });

  it('R63 the sweep comes by at the first full hour after the expiry instant', async () => {
    expect(firstSweepAfter('2020-07-31T22:00:00.000Z')).toBe('2020-07-31T23:00:00.000Z');
    expect(firstSweepAfter('2020-07-31T22:00:00.001Z')).toBe('2020-07-31T23:00:00.000Z');
    expect(await after(expiring, granted)).toStrictEqual([
      {
        at: firstSweepAfter(granted.data.expiresAt),
        key: entitlementId,
        then: { perform: 'sweep-entitlement', of: entitlementId },
      },
    ]);
  });
});

describe('mails', () => {
  const person = (name: string) => `per_${name.padEnd(26, '0')}`;
  const states: Readonly<Record<string, object>> = {
    entitlement: { granted: { orderId, packSize: 30 } },
    order: {
      placed: {
        institutionId: invoiced.data.institutionId,
        agreementId: 'agr',
        contacts: { notices: person('n2'), online: person('o1') },
      },
    },
    agreement: { contacts: { NOTICES: person('n1'), ONLINE: person('o1') } },
    reseller: { ordersContact: person('r1') },
  };
  const knowing = (change: Readonly<Record<string, object>> = {}): Look => {
    const at = <S>({ category }: Aggregate<S, never>) =>
      Promise.resolve({ ...states, ...change }[category] as S);
    return { at, reference: at };
  };
  const mails = async (look: Look) => {
    const effects = await after(notifying, recorded(IssuanceCompleted, 'entitlement'), look);
    return effects.map((effect) => [Reflect.get(effect, 'template'), Reflect.get(effect, 'to')] as const);
  };

  it('N1 R64 an order is confirmed to the reseller, where it has named somebody, and to the administrator', async () => {
    const acknowledged = recorded(OrderAcknowledged, 'ordering');
    const to = async (look: Look) =>
      (await after(notifying, acknowledged, look)).map((effect) => Reflect.get(effect, 'to') as unknown);
    expect(await to(knowing())).toStrictEqual([[person('r1'), person('o1')]]);
    expect(await to(knowing({ reseller: {} }))).toStrictEqual([[person('o1')]]);
  });

  it('R56 R66 the codes are announced to the administrator, the voucher list to Notices and Online contacts, each once', async () => {
    expect(await mails(knowing())).toStrictEqual([
      ['N2', [person('o1')]],
      ['N3', [person('n1'), person('o1'), person('n2')]],
    ]);
  });

  it('R66 a single voucher has no voucher list', async () => {
    const single = knowing({ entitlement: { granted: { orderId, packSize: 1 } } });
    expect(await mails(single)).toStrictEqual([['N2', [person('o1')]]]);
  });

  it('the same fact asks for the same mail, so it is sent once', async () => {
    const completed = recorded(IssuanceCompleted, 'entitlement');
    const keys = async () =>
      (await after(notifying, completed, knowing())).map(
        (effect) => Reflect.get(effect, 'dedupeKey') as string,
      );
    expect(await keys()).toStrictEqual([
      `N2:${completed.data.entitlementId}`,
      `N3:${completed.data.entitlementId}`,
    ]);
    expect(await keys()).toStrictEqual(await keys());
  });
});

describe('what contradicts itself becomes a case', () => {
  const kindAndKey = async (event: DomainEvent) =>
    (await after(questioning, event)).map(
      (effect) => [Reflect.get(effect, 'kind'), Reflect.get(effect, 'key')] as const,
    );

  it('E18 E24 E28 I20 a questioned use, once per kind, code and registration', async () => {
    const questioned = recorded(CodeUseQuestioned, 'entitlement');
    const { kind, codeId, key } = questioned.data;
    expect(await kindAndKey(questioned)).toStrictEqual([[kind, `${codeId}:${key}`]]);
  });

  it('E54 a void that did not stand', async () => {
    const failed = recorded(CodeVoidFailed, 'entitlement');
    expect(await kindAndKey(failed)).toStrictEqual([['VOID_FAILED', failed.data.codeId]]);
  });

  it('E36 values that are known already', async () => {
    const rejected = recorded(IssuanceSlotsRejected, 'entitlement');
    const { entitlementId, batchNo } = rejected.data;
    expect(await kindAndKey(rejected)).toStrictEqual([['SUPPLY_DUPLICATE', `${entitlementId}:${batchNo}`]]);
  });

  it('E36 E37 a lot with lines not taken, or with more codes than asked for', async () => {
    const lot = (rejected: number, surplus: number) =>
      recorded(SupplyLotClosed, 'supply', { rejected, surplus });
    const { lotId } = lot(0, 0).data;
    expect(await kindAndKey(lot(0, 0))).toStrictEqual([]);
    expect(await kindAndKey(lot(2, 0))).toStrictEqual([['SUPPLY_DUPLICATE', lotId]]);
    expect(await kindAndKey(lot(0, 3))).toStrictEqual([['SUPPLY_SURPLUS', lotId]]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Look } from '#deciding/binding.js';
import { CodeKept, CodeVoidFailed } from '#entitlement/contracts/code-events.js';
import {
  CodesIssued,
  CodeWithdrawalFailed,
  CorrectionFellShort,
  EntitlementAdjusted,
  EntitlementGranted,
  IssuanceSlotsRejected,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { type DomainEvent } from '#kernel/event.js';
import { MembershipStarted } from '#membership/contracts/membership-events.js';
import { InvoiceCorrected } from '#ordering/contracts/invoice-events.js';
import { after } from '#processing/testing/happened.js';
import { SitePackCorrected, SitePackOpened } from '#site-packs/contracts/pack-events.js';
import { CaseResolved } from '../contracts/cases.js';
import { adjusting } from './adjusting.js';
import { completing } from './completing.js';
import { correcting } from './correcting.js';
import { promises } from './promises.js';

const entitlementId = 'ent_00000000000000000000000001';
const orderId = 'ord_00000000000000000000000001';
const codeId = 'cod_00000000000000000000000001';
const caseId = 'cas_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const happened = (type: { readonly type: string }, data: object): DomainEvent => ({ type: type.type, data });
const looking = (states: Readonly<Record<string, object>>): Look => {
  const at = (({ category }: { readonly category: string }) =>
    Promise.resolve(states[category])) as Look['at'];
  return { at, reference: at };
};
const adjust = { send: 'AdjustEntitlement', entitlementId };
const withdraw = { perform: 'withdraw-codes', of: entitlementId };
const adjusted = (data: object) =>
  happened(EntitlementAdjusted, { entitlementId, slotsAdded: 0, toWithdraw: 0, packsTo: 1, ...data });

describe('a corrected invoice', () => {
  it('R62 I12 adjusts what its lines granted, where packs change', async () => {
    const lines = [
      { lineNo: 1, packs: { from: 2, to: 0 } },
      { lineNo: 2, from: '10.00', to: '5.00' },
    ];
    expect(await after(adjusting, happened(InvoiceCorrected, { orderId, lines }))).toStrictEqual([
      { ...adjust, entitlementId: entitlementIdOf(orderId, 1) },
    ]);
  });

  it('E32 I13 is asked for again by a grant that comes after it, of that invoice', async () => {
    const granted = happened(EntitlementGranted, { entitlementId, orderId, invoiceNo: 'INV-2' });
    const looks = (invoiceNo: string) => looking({ order: { corrections: [{ invoiceNo }] } });
    expect(await after(adjusting, granted, looks('INV-2'))).toStrictEqual([adjust]);
    expect(await after(adjusting, granted, looks('INV-1'))).toStrictEqual([]);
  });

  it('I13 has codes taken back, or issued, and looks again at what issuance had begun', async () => {
    const codes = { fulfilment: 'CODES' };
    expect(await after(adjusting, adjusted({ ...codes, toWithdraw: 30 }))).toStrictEqual([withdraw]);
    expect(await after(adjusting, adjusted({ ...codes, slotsAdded: 30 }))).toStrictEqual([
      { perform: 'issue-codes', of: entitlementId },
    ]);
    for (const late of [CodesIssued, IssuanceSlotsRejected]) {
      const event = happened(late, { entitlementId });
      expect(await after(adjusting, event, looking({ entitlement: { toWithdraw: 8 } }))).toStrictEqual([
        withdraw,
      ]);
      expect(await after(adjusting, event, looking({ entitlement: { toWithdraw: 0 } }))).toStrictEqual([]);
    }
  });

  it('R73 I23 corrects the balance of a site pack, whether or not it is open yet', async () => {
    const correct = { send: 'CorrectSitePack', entitlementId };
    expect(await after(adjusting, adjusted({ fulfilment: 'BALANCE' }))).toStrictEqual([correct]);
    const opened = happened(SitePackOpened, { entitlementId });
    const looks = (adjustments: readonly object[]) => looking({ entitlement: { adjustments } });
    expect(await after(adjusting, opened, looks([{ creditNo: 'CR-1' }]))).toStrictEqual([correct]);
    expect(await after(adjusting, opened, looks([]))).toStrictEqual([]);
  });

  it('R44 ends an access that nobody pays for, with the day on which that was found', async () => {
    const granted = { institutionId, zone: 'Europe/Berlin' };
    const ends = { send: 'ShortenMembership', institutionId, entitlementId, effectiveOn: '2019-08-01' };
    const looks = (packs: number) => looking({ entitlement: { granted, packs } });
    for (const event of [
      adjusted({ fulfilment: 'ACCESS' }),
      happened(MembershipStarted, { entitlementId }),
    ]) {
      expect(await after(adjusting, event, looks(0))).toStrictEqual([ends]);
      expect(await after(adjusting, event, looks(1))).toStrictEqual([]);
    }
  });

  it('I38 what cannot be taken back is a case, of codes and of units', async () => {
    const opens = { send: 'OpenCase', kind: 'CORRECTION_SHORT', key: entitlementId };
    const short = happened(CorrectionFellShort, { entitlementId, codes: 3 });
    expect(await after(adjusting, short)).toMatchObject([opens]);
    const corrected = (units: number) => happened(SitePackCorrected, { entitlementId, short: units });
    expect(await after(adjusting, corrected(3))).toMatchObject([opens]);
    expect(await after(adjusting, corrected(0))).toStrictEqual([]);
    const decided = happened(CaseResolved, { caseId, decision: 'WITHDRAW_FROM_HOLDERS' });
    expect(await after(correcting, decided, looking({ case: { key: entitlementId } }))).toStrictEqual([
      { perform: 'withdraw-from-holders', of: caseId },
    ]);
  });

  it('E54 leaves a code to who had used it, and looks for another', async () => {
    const looks = looking({ code: { issued: { entitlementId } } });
    const failed = (cause: string, attempt?: number) => happened(CodeVoidFailed, { codeId, cause, attempt });
    const returns = (attempt: number) => [{ send: 'ReturnCode', entitlementId, codeId, attempt }];
    expect(await after(adjusting, failed('INVOICE_CORRECTED', 2), looks)).toStrictEqual(returns(2));
    expect(await after(adjusting, failed('INVOICE_CORRECTED'), looks)).toStrictEqual(returns(1));
    const kept = happened(CodeKept, { codeId, attempt: 2, holding: 'ASSIGNED' });
    expect(await after(adjusting, kept, looks)).toStrictEqual(returns(2));
    expect(await after(adjusting, failed('COMPROMISED'), looks)).toStrictEqual([]);
    expect(await after(adjusting, happened(CodeWithdrawalFailed, { entitlementId }))).toStrictEqual([
      withdraw,
    ]);
  });

  it('R65 E33 ends the promise of a line that was taken back, and holds its order up no longer', async () => {
    const codes = { fulfilment: 'CODES' };
    expect(await after(promises, adjusted({ ...codes, packsTo: 0 }))).toStrictEqual([
      { send: 'SupersedeSla', subject: entitlementId, kind: 'CODE_DELIVERY' },
    ]);
    expect(await after(promises, adjusted(codes))).toStrictEqual([]);
    const looks = looking({ entitlement: { granted: { orderId } } });
    expect(await after(completing, adjusted(codes), looks)).toStrictEqual([{ send: 'FulfilOrder', orderId }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Look } from '#deciding/binding.js';
import {
  CodesIssued,
  EntitlementGranted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { type DomainEvent } from '#kernel/event.js';
import { AgreementTerminated } from '#ordering/contracts/agreement-events.js';
import { after } from '#processing/testing/happened.js';
import { expiring } from './expiring.js';
import { terminating } from './terminating.js';

const agreementId = 'agr_00000000000000000000000001';
const entitlementId = 'ent_00000000000000000000000001';
const enrollmentId = 'enr_00000000000000000000000001';
const happened = (type: { readonly type: string }, data: object): DomainEvent => ({ type: type.type, data });

/** What the log says of each kind of stream. */
const looking = (states: Readonly<Record<string, object>>): Look => {
  const at = (({ category }: { readonly category: string }) =>
    Promise.resolve(states[category])) as Look['at'];
  return { at, reference: at };
};

describe('a terminated agreement', () => {
  it('I37 ends what was granted under it', async () => {
    const terminated = happened(AgreementTerminated, { agreementId, effectiveOn: '2020-01-31' });
    expect(await after(terminating, terminated)).toStrictEqual([
      { perform: 'end-entitlements', of: agreementId },
    ]);
  });

  it('I37 also what is granted afterwards, of an invoice from before; nothing of one that runs', async () => {
    const granted = happened(EntitlementGranted, { entitlementId, enrollmentId });
    const enrollment = { added: { agreementId } };
    const ended = looking({ enrollment, agreement: { terminatedOn: '2020-01-31' } });
    expect(await after(terminating, granted, ended)).toStrictEqual([
      { send: 'ShortenEntitlement', entitlementId, agreementId, effectiveOn: '2020-01-31' },
    ]);
    expect(await after(terminating, granted, looking({ enrollment, agreement: {} }))).toStrictEqual([]);
    expect(await after(terminating, granted, looking({ enrollment: {} }))).toStrictEqual([]);
  });

  it('I37 reaches the codes, those that were being issued too, and moves the sweep to the earlier end', async () => {
    const data = { entitlementId, fulfilment: 'CODES', expiresAt: '2020-01-31T23:00:00.000Z' };
    const shortened = happened(EntitlementTermShortened, data);
    const codes = { perform: 'shorten-codes', of: entitlementId };
    expect(await after(terminating, shortened)).toStrictEqual([codes]);
    expect(await after(expiring, shortened)).toStrictEqual([
      {
        at: '2020-02-01T00:00:00.000Z',
        key: entitlementId,
        then: { perform: 'sweep-entitlement', of: entitlementId },
      },
    ]);
    const balance = happened(EntitlementTermShortened, { ...data, fulfilment: 'BALANCE' });
    expect(await after(terminating, balance)).toStrictEqual([]);
    const issued = happened(CodesIssued, { entitlementId });
    expect(await after(terminating, issued, looking({ entitlement: { shortened: true } }))).toStrictEqual([
      codes,
    ]);
    expect(await after(terminating, issued, looking({ entitlement: { shortened: false } }))).toStrictEqual(
      [],
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Look } from '#deciding/binding.js';
import { CodeTermShortened } from '#entitlement/contracts/code-events.js';
import {
  CodesIssued,
  EntitlementGranted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { type DomainEvent } from '#kernel/event.js';
import { LibraryAccessShortened, LibraryUnlocked } from '#library/contracts/library-events.js';
import { LegacyEntitlementShortened } from '#elearning/contracts/legacy-events.js';
import { MembershipShortened } from '#membership/contracts/membership-events.js';
import { AgreementTerminated } from '#ordering/contracts/agreement-events.js';
import { after } from '#processing/testing/happened.js';
import { SitePackTermShortened } from '#site-packs/contracts/pack-events.js';
import { recorded } from '../testing/log.js';
import { expiring } from './expiring.js';
import { expiryReminders } from './expiry-digest.js';
import { legacyELearning } from './legacy-e-learning.js';
import { endingLibraryAccess } from './library-access.js';
import { memberships } from './memberships.js';
import { sitePackLife } from './site-pack-life.js';
import { terminating } from './terminating.js';

const agreementId = 'agr_00000000000000000000000001';
const entitlementId = 'ent_00000000000000000000000001';
const codeId = 'cod_00000000000000000000000001';
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
    const issued = happened(CodesIssued, { entitlementId });
    expect(await after(terminating, issued, looking({ entitlement: { shortened: true } }))).toStrictEqual([
      codes,
    ]);
    expect(await after(terminating, issued, looking({ entitlement: { shortened: false } }))).toStrictEqual(
      [],
    );
  });

  it('I37 ends a site pack, and moves its sweep to the earlier end', async () => {
    const ends = { termEnd: '2020-01-31', expiresAt: '2020-02-01T06:00:00.000Z' };
    const balance = happened(EntitlementTermShortened, { entitlementId, fulfilment: 'BALANCE', ...ends });
    expect(await after(terminating, balance)).toStrictEqual([
      { send: 'ShortenSitePack', entitlementId, ...ends },
    ]);
    const shortened = recorded(SitePackTermShortened, 'site-packs');
    expect(await after(sitePackLife, shortened)).toStrictEqual([
      {
        at: '2020-02-01T07:00:00.000Z',
        key: entitlementId,
        then: { send: 'ExpireSitePack', entitlementId },
      },
    ]);
  });

  it('I37 R59 ends the access that a code has opened, also one that was being unlocked meanwhile', async () => {
    const accessUntil = '2020-01-31T23:00:00.000Z';
    const shorten = { send: 'ShortenLibraryAccess', codeId, accessUntil };
    const code = happened(CodeTermShortened, { codeId, expiresAt: accessUntil });
    const used = looking({ code: { ended: 'ACTIVATED' } });
    expect(await after(terminating, code, used)).toStrictEqual([shorten]);
    expect(await after(terminating, code, looking({ code: { ended: 'REDEEMED' } }))).toStrictEqual([]);
    const unlocked = recorded(LibraryUnlocked, 'library');
    const earlier = looking({ code: { issued: { expiresAt: accessUntil } } });
    expect(await after(terminating, unlocked, earlier)).toStrictEqual([shorten]);
    const same = looking({ code: { issued: { expiresAt: unlocked.data.accessUntil } } });
    expect(await after(terminating, unlocked, same)).toStrictEqual([]);
    expect(await after(endingLibraryAccess, recorded(LibraryAccessShortened, 'library'))).toStrictEqual([
      { at: accessUntil, key: codeId, then: { send: 'EndLibraryAccess', codeId } },
    ]);
  });

  it('I37 R44 R41 memberships and e-learning are looked at when they end now', async () => {
    expect(await after(memberships, recorded(MembershipShortened, 'membership'))).toMatchObject([
      { at: '2020-03-01T23:00:00.000Z', key: 'mbr_00000000000000000000000001' },
    ]);
    expect(await after(legacyELearning, recorded(LegacyEntitlementShortened, 'elearning'))).toMatchObject([
      { at: '2020-01-31T23:00:00.000Z', key: entitlementId },
    ]);
  });

  it('I37 R63 reminders come before the earlier end; those that it overtakes do not come', async () => {
    const data = { entitlementId, fulfilment: 'CODES', expiresAt: '2019-09-01T22:00:00.000Z' };
    // Recorded on 1 August 2019: 90 days before are over, 30 and 7 are not.
    expect(await after(expiryReminders, happened(EntitlementTermShortened, data))).toMatchObject([
      { cancel: `${entitlementId}:90` },
      { cancel: `${entitlementId}:30` },
      { cancel: `${entitlementId}:7` },
      { at: '2019-08-02T22:00:00.000Z', key: `${entitlementId}:30` },
      { at: '2019-08-25T22:00:00.000Z', key: `${entitlementId}:7` },
    ]);
  });
});

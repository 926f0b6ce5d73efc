import { expect, it } from '@jest/globals';
import {
  LibraryAccessEnded,
  LibraryUnlocked,
  PolicyViolationReported,
} from '#library/contracts/library-events.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, ids, record } from '../testing/ledger-events.js';
import { LibraryAccessProjector } from './projector.js';
import { listLibraryAccess } from './query.js';

const accessUntil = '2020-07-31T22:00:00.000Z';
const unlocked = (n: number): LibraryUnlocked => ({
  codeId: codeId(n),
  institutionId: ids.institution,
  personRef: ids.person,
  libraryId: 'EREF-DEVELOPER',
  termsVersion: 'EREF-2019-07',
  accessUntil,
  accessBasis: 'ENTITLEMENT',
  zone: 'Europe/Berlin',
});

describeModels('library access', new LibraryAccessProjector(), (models) => {
  const asked = { institutions: '*', limit: 50, now: '2020-03-02T09:00:00.000Z' } as const;

  it('R59 shows who may read what, and that it has ended, by the clock alone', async () => {
    const { store, reads } = models;
    const after = await record(store, `library-${codeId(1)}`, LibraryUnlocked, unlocked(1));
    const open = await listLibraryAccess(reads, { ...asked, after, filter: { codeId: codeId(1) } });
    expect(open.items).toMatchObject([
      { personRef: ids.person, libraryId: 'EREF-DEVELOPER', state: 'OPEN', endRecordedAt: null },
    ]);
    const closed = await listLibraryAccess(reads, { ...asked, now: accessUntil });
    expect(closed.items).toMatchObject([{ state: 'ENDED', endRecordedAt: null }]);
    const filtered = async (now: string, state: 'OPEN' | 'ENDED') =>
      (await listLibraryAccess(reads, { ...asked, now, filter: { state } })).items.length;
    expect(await filtered(asked.now, 'OPEN')).toBe(1);
    expect(await filtered(asked.now, 'ENDED')).toBe(0);
    expect(await filtered(accessUntil, 'OPEN')).toBe(0);
    expect(await filtered(accessUntil, 'ENDED')).toBe(1);
  });

  it('R77 counts reports of violations, and shows when the end was recorded', async () => {
    const { store, reads } = models;
    const stream = `library-${codeId(1)}`;
    const report = { subject: codeId(1), kind: 'COPIED', evidenceRef: 'REPORT-1' } as const;
    await record(store, stream, PolicyViolationReported, report);
    await record(store, stream, PolicyViolationReported, { ...report, evidenceRef: 'REPORT-2' });
    const end = { codeId: codeId(1), at: accessUntil };
    const after = await record(store, stream, LibraryAccessEnded, end, { at: '2020-08-01T00:00:00.000Z' });
    const { items } = await listLibraryAccess(reads, { ...asked, after });
    expect(items).toMatchObject([{ violations: 2, endRecordedAt: '2020-08-01T00:00:00.000Z' }]);
  });

  it('shows an institution its own only', async () => {
    const { reads } = models;
    const others = await listLibraryAccess(reads, { ...asked, institutions: [ids.otherInstitution] });
    expect(others.items).toEqual([]);
    expect(
      (await listLibraryAccess(reads, { ...asked, institutions: [ids.institution] })).items,
    ).toHaveLength(1);
  });
});

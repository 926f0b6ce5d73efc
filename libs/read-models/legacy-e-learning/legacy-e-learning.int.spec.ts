import { expect, it } from '@jest/globals';
import {
  LegacyEntitlementActivated,
  LegacyEntitlementExpired,
  LegacyEntitlementImported,
} from '#elearning/contracts/legacy-events.js';
import { describeModels } from '../testing/describe-models.js';
import { entitlementId, ids, record } from '../testing/ledger-events.js';
import { LegacyELearningProjector } from './projector.js';
import { listLegacy } from './query.js';

const imported = (n: number, expiresAt: string): LegacyEntitlementImported => ({
  entitlementId: entitlementId(n),
  institutionId: ids.institution,
  legacyRef: `VL-2017-${n}`,
  productKey: 'ELEARN',
  seats: 250,
  contractedOn: '2017-11-01',
  termEnd: expiresAt.slice(0, 10),
  zone: 'UTC',
  expiresAt,
  expiryModel: 'TERM_END',
});

describeModels('e-learning of existing contracts', new LegacyELearningProjector(), (models) => {
  const asked = { institutions: '*', limit: 50, now: '2020-03-02T09:00:00.000Z' } as const;
  const stream = (n: number) => `legacy-${entitlementId(n)}`;

  it('R41 shows what is left and when it ends, what ends first at the top', async () => {
    const { store, reads } = models;
    await record(store, stream(1), LegacyEntitlementImported, imported(1, '2020-11-01T00:00:00.000Z'));
    await record(store, stream(2), LegacyEntitlementImported, imported(2, '2020-06-01T00:00:00.000Z'));
    const after = await record(store, stream(1), LegacyEntitlementActivated, {
      entitlementId: entitlementId(1),
      activatedAt: '2019-09-01T08:00:00.000Z',
      accessUntil: '2020-09-01T00:00:00.000Z',
    });
    const { items } = await listLegacy(reads, { ...asked, after });
    expect(items.map(({ legacyRef, state, endsAt }) => [legacyRef, state, endsAt])).toEqual([
      ['VL-2017-2', 'IMPORTED', '2020-06-01T00:00:00.000Z'],
      ['VL-2017-1', 'ACTIVATED', '2020-09-01T00:00:00.000Z'],
    ]);
    const soon = await listLegacy(reads, { ...asked, filter: { endsBefore: '2020-07-01T00:00:00.000Z' } });
    expect(soon.items).toHaveLength(1);
  });

  it('R41 shows it as expired by the clock, and when that was recorded', async () => {
    const { store, reads } = models;
    const later = { ...asked, now: '2020-06-01T00:00:00.000Z' };
    expect((await listLegacy(reads, later)).items).toMatchObject([
      { state: 'EXPIRED', endRecordedAt: null },
      { state: 'ACTIVATED' },
    ]);
    const expired = { entitlementId: entitlementId(2), effectiveAt: later.now, wasActivated: false };
    const at = '2020-06-01T01:00:00.000Z';
    const after = await record(store, stream(2), LegacyEntitlementExpired, expired, { at });
    const { items } = await listLegacy(reads, { ...later, after });
    expect(items[0]).toMatchObject({ state: 'EXPIRED', endRecordedAt: at });
  });

  it('shows an institution its own only', async () => {
    const others = { ...asked, institutions: [ids.otherInstitution] };
    expect((await listLegacy(models.reads, others)).items).toEqual([]);
    const own = { ...asked, filter: { institutionId: ids.institution } };
    expect((await listLegacy(models.reads, own)).items).toHaveLength(2);
  });
});

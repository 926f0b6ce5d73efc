import { expect, it } from '@jest/globals';
import { CodeDisclosed } from '#entitlement/contracts/code-events.js';
import { VoucherListDisclosed } from '#entitlement/contracts/entitlement-events.js';
import { naturalId } from '#kernel/ids.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, ids, record } from '../testing/ledger-events.js';
import { DisclosureLogProjector } from './projector.js';
import { type DisclosuresAsked, listDisclosures } from './query.js';

describeModels('the disclosure log', new DisclosureLogProjector(), (models) => {
  it('I31 E53 E55 tells who was shown which code, when and how, one by one or as a list', async () => {
    const contactRef = naturalId('per', 'contact');
    await record(
      models.store,
      `code-${codeId(1)}`,
      CodeDisclosed,
      { codeId: codeId(1), disclosureId: naturalId('dis', 1), personRef: ids.person, channel: 'PORTAL' },
      { actor: 'olga' },
    );
    const after = await record(models.store, `entitlement-${entitlementId(1)}`, VoucherListDisclosed, {
      ...{ entitlementId: entitlementId(1), disclosureId: naturalId('dis', 2), contactRef },
      ...{ channel: 'EMAIL', slots: [1, 2], codeIds: [codeId(1), codeId(2)] },
    });
    const asked = { institutions: [ids.institution], after, limit: 10 };
    const codesOf = async (filter: NonNullable<DisclosuresAsked['filter']>) =>
      (await listDisclosures(models.reads, { ...asked, filter })).items.map((row) => row.codeId).sort();
    expect(await codesOf({ disclosureId: naturalId('dis', 2) })).toStrictEqual([codeId(1), codeId(2)].sort());
    expect(await codesOf({ contactRef })).toHaveLength(2);
    const { items } = await listDisclosures(models.reads, { ...asked, filter: { personRef: ids.person } });
    expect(items).toMatchObject([
      { codeId: codeId(1), channel: 'PORTAL', actorId: 'olga', entitlementId: null },
    ]);
    expect(await codesOf({ codeId: codeId(1) })).toHaveLength(2);
    const others = await listDisclosures(models.reads, { ...asked, institutions: [ids.otherInstitution] });
    expect(others.items).toStrictEqual([]);
  });
});

import { expect, it } from '@jest/globals';
import { CodeVoided, CodeVoidFailed } from '#entitlement/contracts/code-events.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, record } from '../testing/ledger-events.js';
import { issue } from '../testing/orders.js';
import { BlockListProjector } from './projector.js';
import { listBlocks } from './query.js';

const voidedAt = '2020-06-01T09:00:00.000Z';

describeModels('the block list', new BlockListProjector(), (models) => {
  const voided = (n: number, providerConfirmed: boolean) =>
    record(models.store, `code-${codeId(n)}`, CodeVoided, {
      ...({ codeId: codeId(n), cause: 'COMPROMISED', providerConfirmed, voidedAt } as const),
    });
  const listed = async (confirmed: boolean, after: string) => {
    const asked = {
      institutions: '*',
      after,
      limit: 10,
      filter: { provider: 'PEARSON_VUE', confirmed },
    } as const;
    return (await listBlocks(models.reads, asked)).items.map(({ last4 }) => last4);
  };

  it('E53 asks the provider to block what is compromised, until it confirms or a use wins', async () => {
    for (const n of [1, 2, 3]) await issue(models.store, 1, n, n);
    await voided(1, false);
    let after = await voided(2, false);
    expect(await listed(false, after)).toStrictEqual(expect.arrayContaining(['1001', '1002']));
    after = await voided(1, true);
    expect(await listed(false, after)).toStrictEqual(['1002']);
    expect(await listed(true, after)).toStrictEqual(['1001']);
    after = await record(models.store, `code-${codeId(2)}`, CodeVoidFailed, {
      ...({ codeId: codeId(2), cause: 'COMPROMISED', usedAt: voidedAt } as const),
    });
    expect(await listed(false, after)).toStrictEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { SupplyLotOffered } from '../contracts/supply-events.js';
import { offerLot, poolFold, poolIdOf } from './pool.js';
import { lotId } from './samples.js';

const offer = { provider: 'PEARSON_VUE', productKey: 'CP-30', codes: [] } as const;
const { productKey: _, ...forAny } = offer;
const offered = event(SupplyLotOffered, { lotId, provider: 'PEARSON_VUE', productKey: 'CP-30' });
const facts = { lotId };

describe('the pool of a provider', () => {
  it('E35 offers each lot once', () => {
    given(poolFold)
      .when(offerLot, { ...offer, codes: [] }, { facts })
      .then(offered);
    given(poolFold, offered)
      .when(offerLot, { ...offer, codes: [] }, { facts })
      .then();
    const other = { lotId: 'lot_00000000000000000000000002' };
    given(poolFold, offered)
      .when(offerLot, { ...forAny, codes: [] }, { facts: other })
      .then(event(SupplyLotOffered, { ...other, provider: 'PEARSON_VUE' }));
  });

  it('E35 is one for each product, and one for any', () => {
    const ids = [
      poolIdOf('PEARSON_VUE', 'CP-30'),
      poolIdOf('PEARSON_VUE', 'MCP-1'),
      poolIdOf('PEARSON_VUE', undefined),
      poolIdOf('CERTIPORT', 'CP-30'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(poolIdOf('PEARSON_VUE', 'CP-30')).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^lot_/);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  EntitlementGranted,
  EntitlementTermShortened,
  IssuanceCompleted,
} from '#entitlement/contracts/entitlement-events.js';
import { after } from '#processing/testing/happened.js';
import { SitePackListed } from '#site-packs/contracts/pool-events.js';
import { lookInto, recorded } from '../testing/log.js';
import { completing } from './completing.js';

const granted = recorded(EntitlementGranted, 'entitlement');
const { entitlementId, orderId, expiresAt } = granted.data;
const look = lookInto({ [`entitlement-${entitlementId}`]: [granted] });
const fulfil = { send: 'FulfilOrder', orderId };
const closing = (at: string) => ({
  at,
  key: `close:${entitlementId}`,
  then: { send: 'CloseOrder', orderId },
});

describe('completing an order', () => {
  it('E35 looks for the last line when codes are complete or a balance is open', async () => {
    const completed = recorded(IssuanceCompleted, 'entitlement', { entitlementId });
    expect(await after(completing, completed, look)).toStrictEqual([fulfil]);
    const listed = recorded(SitePackListed, 'site-packs', { entitlementId });
    expect(await after(completing, listed, look)).toStrictEqual([fulfil]);
    expect(await after(completing, completed, lookInto({}))).toStrictEqual([]);
  });

  it('R63 looks for the last end when an entitlement ends; access is there with its grant', async () => {
    expect(await after(completing, granted)).toStrictEqual([closing(expiresAt)]);
    const access = recorded(EntitlementGranted, 'entitlement', { fulfilment: 'ACCESS' });
    expect(await after(completing, access)).toStrictEqual([fulfil, closing(expiresAt)]);
  });

  it('I37 looks earlier when the entitlement ends earlier', async () => {
    const shortened = recorded(EntitlementTermShortened, 'entitlement', { entitlementId });
    expect(await after(completing, shortened, look)).toStrictEqual([closing(shortened.data.expiresAt)]);
  });
});

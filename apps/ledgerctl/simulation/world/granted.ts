import { CodeIssued, CodeVoided } from '#entitlement/contracts/code-events.js';
import { ConfirmBlock } from '#entitlement/contracts/compromise.js';
import {
  EntitlementGranted,
  EntitlementTermShortened,
  IssuanceCompleted,
} from '#entitlement/contracts/entitlement-events.js';
import { CaseOpened } from '#fulfilment/contracts/cases.js';
import { SitePackOpened } from '#site-packs/contracts/pack-events.js';
import { actors } from './callers.js';
import { settleCase } from './cases.js';
import { handOut } from './handing-out.js';
import { useSitePack } from './site-packs.js';
import { type World } from './world.js';

/** Uses may be reported so long after the end. */
const afterlifeHours = 24 * 70;

/** Those outside the ledger who hear of something and make plans. */
export function listen(world: World): void {
  const { reactions } = world.simulation.parts;
  reactions.watch(EntitlementGranted, ({ data }) => {
    const institution = world.live.institutions.get(data.institutionId);
    if (institution === undefined) return;
    const { entitlementId, productKey, families, provider, capacity, expiresAt } = data;
    const terms = { entitlementId, institution, productKey, families, provider, capacity, expiresAt };
    if (data.fulfilment === 'CODES') world.live.pools.set(entitlementId, { ...terms, free: [] });
    world.live.grant(institution.agreementId, entitlementId);
    const hours = (Date.parse(expiresAt) - Date.parse(world.now)) / 3_600_000 + afterlifeHours;
    world.in(hours, () => world.live.end(institution.agreementId, entitlementId));
  });
  reactions.watch(EntitlementTermShortened, ({ data: { entitlementId, expiresAt } }) => {
    const pool = world.live.pools.get(entitlementId);
    if (pool !== undefined) pool.expiresAt = expiresAt;
  });
  reactions.watch(CodeIssued, ({ data }) => {
    world.live.pools.get(data.entitlementId)?.free.push(data.codeId);
  });
  reactions.watch(IssuanceCompleted, ({ data: { entitlementId } }) => {
    const pool = world.live.pools.get(entitlementId);
    // A replacement completes the issuance again: the hand-out of the pool is under way then.
    if (pool?.free.length === pool?.capacity && pool !== undefined) handOut(world, pool);
  });
  reactions.watch(SitePackOpened, ({ data }) => {
    const institution = world.live.institutions.get(data.institutionId);
    if (institution !== undefined) useSitePack(world, institution, data);
  });
  reactions.watch(CodeVoided, ({ data: { codeId, cause, providerConfirmed } }) => {
    if (cause !== 'COMPROMISED' || providerConfirmed) return;
    world.in(world.dice.of(codeId).whole(4, 80), async () => {
      await world.send(actors.vendor, ConfirmBlock, { codeId });
    });
  });
  reactions.watch(CaseOpened, ({ data }) => settleCase(world, data));
}

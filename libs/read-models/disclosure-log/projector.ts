import { CodeDisclosed } from '#entitlement/contracts/code-events.js';
import { VoucherListDisclosed } from '#entitlement/contracts/entitlement-events.js';
import { on, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { disclosures } from './tables.js';

const shown = (event: ProjectedEvent) => ({
  institutionId: tenantOf(event),
  disclosedAt: event.metadata.occurredAt,
  actorId: event.metadata.actor.id,
});

const handlers = [
  on(CodeDisclosed, (event, write) => {
    const { disclosureId, codeId, personRef = null, contactRef = null, channel } = event.data;
    const row = { disclosureId, codeId, entitlementId: null, personRef, contactRef, channel };
    write.put(disclosures, { ...shown(event), ...row });
  }),
  on(VoucherListDisclosed, (event, write) => {
    const { disclosureId, entitlementId, contactRef, channel, codeIds } = event.data;
    const row = { disclosureId, entitlementId, personRef: null, contactRef, channel };
    for (const codeId of codeIds) write.put(disclosures, { ...shown(event), ...row, codeId });
  }),
];

/** Every code that anybody was shown (I31): where a leak may have begun (E53). */
export class DisclosureLogProjector implements Projector {
  readonly name = 'disclosure-log';
  readonly version = 2;
  readonly tables = [disclosures];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}

import { nextLink, noLink } from '#audit/hash-chain.js';
import { CodeIssued } from '#entitlement/contracts/code-events.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { on, onEvery, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type Writer } from '#projecting/writer.js';
import { entryOf } from './entry.js';
import { entries, heads, origins } from './tables.js';

/** The entry of an event needs the one before it, which may be of the same batch. */
function append(event: ProjectedEvent, write: Writer): void {
  write.change(heads, { chain: 'log' }, (last) => {
    const { sequence, hash, previousHash } = nextLink(last ?? noLink, event.stored);
    const link = { sequence, hash, previousHash };
    write.add(entries, entryOf(event, link));
    return { institutionId: '', chain: 'log', ...link };
  });
}

/** The auditor ledger: all events in order, hash-chained, with who, why, and both times. */
export class HistoryProjector implements Projector {
  readonly name = 'history';
  readonly version = 2;
  readonly tables = [entries, heads, origins];
  /** Each entry holds the hash of the one before it, whatever stream that is of. */
  readonly rowsOfOneStream = false;
  readonly handlers = [
    onEvery(append),
    on(CodeIssued, (event, write) => {
      const { codeId, entitlementId } = event.data;
      write.put(origins, { institutionId: tenantOf(event), thing: codeId, origin: entitlementId });
    }),
    on(EntitlementGranted, (event, write) => {
      const { entitlementId, orderId } = event.data;
      write.put(origins, { institutionId: tenantOf(event), thing: entitlementId, origin: orderId });
    }),
  ];
}

import { CodeIssued, CodeVoided, CodeVoidFailed } from '#entitlement/contracts/code-events.js';
import { on, type Projector, tenantOf } from '#projecting/projector.js';
import { blocks } from './tables.js';

const handlers = [
  on(CodeIssued, (event, write) => {
    const { codeId, provider, last4 } = event.data;
    // A library has no provider that could block anything.
    if (provider === undefined) return;
    const unasked = { requestedAt: null, confirmedAt: null, withdrawn: false };
    write.put(blocks, { institutionId: tenantOf(event), codeId, provider, last4, ...unasked });
  }),
  on(CodeVoided, ({ data: { codeId, cause, voidedAt, providerConfirmed }, metadata }, write) => {
    if (cause !== 'COMPROMISED') return;
    write.update(blocks, { codeId }, (row) => ({
      ...row,
      requestedAt: voidedAt,
      confirmedAt: providerConfirmed ? metadata.occurredAt : null,
    }));
  }),
  on(CodeVoidFailed, ({ data: { codeId } }, write) =>
    write.update(blocks, { codeId }, (row) => ({ ...row, withdrawn: true })),
  ),
];

/** What each provider is asked to block (E53). */
export class BlockListProjector implements Projector {
  readonly name = 'block-list';
  readonly version = 1;
  readonly tables = [blocks];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}

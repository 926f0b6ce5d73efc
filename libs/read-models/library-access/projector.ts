import {
  LibraryAccessEnded,
  LibraryAccessShortened,
  LibraryUnlocked,
  PolicyViolationReported,
} from '#library/contracts/library-events.js';
import { on, type Projector, tenantOf } from '#projecting/projector.js';
import { accesses } from './tables.js';

const handlers = [
  on(LibraryUnlocked, (event, write) => {
    const { codeId, personRef, libraryId, termsVersion, accessUntil, accessBasis, zone } = event.data;
    write.put(accesses, {
      institutionId: tenantOf(event),
      ...{ codeId, personRef, libraryId, termsVersion, accessUntil, accessBasis, zone },
      unlockedAt: event.metadata.occurredAt,
      endRecordedAt: null,
      violations: 0,
    });
  }),
  on(LibraryAccessShortened, ({ data: { codeId, accessUntil } }, write) =>
    write.update(accesses, { codeId }, (row) => ({ ...row, accessUntil, accessBasis: 'AGREEMENT' })),
  ),
  on(LibraryAccessEnded, ({ data: { codeId }, metadata: { recordedAt } }, write) =>
    write.update(accesses, { codeId }, (row) => ({ ...row, endRecordedAt: recordedAt })),
  ),
  on(PolicyViolationReported, ({ data: { subject } }, write) =>
    write.update(accesses, { codeId: subject }, (row) => ({ ...row, violations: row.violations + 1 })),
  ),
];

/** Unlocked libraries, their readers and how long they may read. */
export class LibraryAccessProjector implements Projector {
  readonly name = 'library-access';
  readonly version = 2;
  readonly tables = [accesses];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}

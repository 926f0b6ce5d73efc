import {
  BookingReleased,
  CodeForfeited,
  CodeIssued,
  CodeRedeemed,
  CodeReserved,
  CodeTermShortened,
  CodeVoided,
  CodeVoidFailed,
  CorrectionRecorded,
} from '#entitlement/contracts/code-events.js';
import { on, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { works } from './tables.js';

type Work = RowOf<typeof works>;

const unbooked = { bookingKey: null, examCode: null, examAt: null, examZone: null } as const;

const change = (
  { data: { codeId } }: ProjectedEvent<{ readonly codeId: string }>,
  write: Writer,
  next: (row: Work) => Partial<Work>,
): void => write.update(works, { codeId }, (row) => ({ ...row, ...next(row) }));

/** What is to be done about a code that nobody has used. */
const unused = ({ activeFrom }: Work): Partial<Work> => ({ stage: 'ACTIVATE', at: activeFrom });

const handlers = [
  on(CodeIssued, (event, write) => {
    const { codeId, entitlementId, slot, provider, last4, activeFrom, expiresAt } = event.data;
    // A library has no provider.
    if (provider === undefined) return;
    write.put(works, {
      institutionId: tenantOf(event),
      ...{ codeId, provider, entitlementId, slot, last4, activeFrom, expiresAt },
      ...{ stage: 'ACTIVATE', at: activeFrom, ...unbooked, registrationKey: null, outcome: null },
      ...{ blockRequestedAt: null, blockConfirmedAt: null },
    });
  }),
  on(CodeTermShortened, (event, write) => change(event, write, () => ({ expiresAt: event.data.expiresAt }))),
  on(CodeReserved, (event, write) => {
    const { bookingKey, examCode, examAt, examZone } = event.data;
    change(event, write, () => ({ stage: 'BOOKED', at: examAt, bookingKey, examCode, examAt, examZone }));
  }),
  on(BookingReleased, (event, write) => change(event, write, (row) => ({ ...unused(row), ...unbooked }))),
  on(CodeRedeemed, (event, write) => {
    const {
      registrationKey,
      examCode,
      occurredAt: examAt,
      occurredZone: examZone,
      reportedAt: at,
    } = event.data;
    const exam = { registrationKey, examCode, examAt, examZone };
    change(event, write, () => ({ stage: 'USED', at, ...exam, outcome: 'REDEEMED' }));
  }),
  on(CodeForfeited, (event, write) => {
    const { bookingKey } = event.data;
    const { recordedAt: at } = event.metadata;
    change(event, write, () => ({ stage: 'USED', at, bookingKey, outcome: 'FORFEITED' }));
  }),
  on(CodeVoided, (event, write) => {
    const { cause, voidedAt, providerConfirmed } = event.data;
    // The provider had nothing to do with a code that is defective, or known twice.
    if (cause !== 'COMPROMISED') change(event, write, () => ({ stage: 'NONE', at: voidedAt }));
    else if (!providerConfirmed)
      change(event, write, () => ({ stage: 'BLOCK', at: voidedAt, blockRequestedAt: voidedAt }));
    else {
      const { occurredAt: at } = event.metadata;
      change(event, write, ({ blockRequestedAt }) => ({
        ...{ stage: 'BLOCKED', at, blockRequestedAt: blockRequestedAt ?? voidedAt, blockConfirmedAt: at },
      }));
    }
  }),
  // A use from before it is known already, or comes next: blocking would change nothing (E54).
  on(CodeVoidFailed, (event, write) =>
    change(event, write, ({ outcome }) => (outcome === null ? { stage: 'NONE', at: event.data.usedAt } : {})),
  ),
  on(CorrectionRecorded, (event, write) =>
    change(event, write, (row) => ({ ...unused(row), ...unbooked, registrationKey: null, outcome: null })),
  ),
];

/** What each provider has to do about codes, and has confirmed (E53). */
export class WorkListProjector implements Projector {
  readonly name = 'work-list';
  readonly version = 1;
  readonly tables = [works];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}

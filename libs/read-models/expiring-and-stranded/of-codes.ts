import {
  AssignmentVoidedBeforeDisclosure,
  BookingReleased,
  CodeActivated,
  CodeAssigned,
  CodeDisclosed,
  CodeForfeited,
  CodeIssued,
  CodeRedeemed,
  CodeReserved,
  CodeStranded,
  CodeStrandingLifted,
  CodeTermShortened,
  CodeVoided,
  CorrectionRecorded,
} from '#entitlement/contracts/code-events.js';
import { on, type ProjectedEvent, tenantOf } from '#projecting/projector.js';
import { type Writer } from '#projecting/writer.js';
import { changeCode, lift, strand, untouched } from './rows.js';
import { rights } from './tables.js';

const used = (event: ProjectedEvent<{ readonly codeId: string }>, write: Writer): void =>
  changeCode(event, write, () => ({ open: false }));

/** What an unused code waits for, whatever it was disclosed to before. */
const waiting = (personRef: string | null): string => (personRef === null ? 'ISSUED' : 'DISCLOSED');

export const ofCodes = [
  on(CodeIssued, (event, write) => {
    const { codeId: rightId, entitlementId, provider = null, expiresAt, zone } = event.data;
    const kind = provider === null ? 'LIBRARY_CODE' : 'EXAM_CODE';
    write.put(rights, {
      ...{ ...untouched, institutionId: tenantOf(event), kind, rightId, entitlementId, provider },
      ...{ state: 'ISSUED', expiresAt, zone },
    });
  }),
  on(CodeTermShortened, (event, write) =>
    changeCode(event, write, () => ({ expiresAt: event.data.expiresAt })),
  ),
  on(CodeAssigned, (event, write) =>
    changeCode(event, write, () => ({ state: 'ASSIGNED', personRef: event.data.personRef })),
  ),
  on(AssignmentVoidedBeforeDisclosure, (event, write) =>
    changeCode(event, write, (row) => ({ state: 'ISSUED', personRef: null, ...lift(row, 'PERSON_LEFT') })),
  ),
  on(CodeDisclosed, (event, write) =>
    changeCode(event, write, ({ state }) => ({ state: state === 'BOOKED' ? state : 'DISCLOSED' })),
  ),
  on(CodeReserved, (event, write) =>
    changeCode(event, write, () => ({ state: 'BOOKED', examAt: event.data.examAt })),
  ),
  on(BookingReleased, (event, write) =>
    changeCode(event, write, () => ({ state: 'DISCLOSED', examAt: null })),
  ),
  on(CodeStranded, (event, write) => {
    const { cause } = event.data;
    changeCode(event, write, (row) => strand(row, cause, event.metadata.occurredAt));
  }),
  on(CodeStrandingLifted, (event, write) => changeCode(event, write, (row) => lift(row, event.data.cause))),
  on(CodeRedeemed, used),
  on(CodeActivated, used),
  on(CodeForfeited, used),
  on(CodeVoided, used),
  on(CorrectionRecorded, (event, write) =>
    changeCode(event, write, ({ personRef }) => ({ open: true, state: waiting(personRef), examAt: null })),
  ),
];

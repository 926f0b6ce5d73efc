import {
  MembershipEnded,
  MembershipRenewed,
  MembershipShortened,
  MembershipStarted,
} from '#membership/contracts/membership-events.js';
import { on, type Projector, tenantOf } from '#projecting/projector.js';
import { memberships } from './tables.js';

const handlers = [
  on(MembershipStarted, (event, write) => {
    const { membershipId, segment, termStart, termEnd, zone, endsAt, graceUntil } = event.data;
    write.put(memberships, {
      institutionId: tenantOf(event),
      ...{ membershipId, segment, termStart, termEnd, zone, endsAt, graceUntil },
      renewals: 0,
      endRecordedAt: null,
    });
  }),
  on(MembershipRenewed, ({ data: { membershipId, termEnd, endsAt, graceUntil } }, write) =>
    write.update(memberships, { membershipId }, (row) => ({
      ...row,
      termEnd,
      endsAt,
      graceUntil,
      renewals: row.renewals + 1,
    })),
  ),
  on(MembershipShortened, ({ data: { membershipId, termEnd, endsAt, graceUntil } }, write) =>
    write.update(memberships, { membershipId }, (row) => ({ ...row, termEnd, endsAt, graceUntil })),
  ),
  on(MembershipEnded, ({ data: { membershipId }, metadata: { recordedAt } }, write) =>
    write.update(memberships, { membershipId }, (row) => ({ ...row, endRecordedAt: recordedAt })),
  ),
];

/** Memberships of the Imagine Academy. */
export class MembershipsProjector implements Projector {
  readonly name = 'memberships';
  readonly version = 2;
  readonly tables = [memberships];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}

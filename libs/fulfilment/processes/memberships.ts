import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { productFacts } from '#catalogue/contracts/product-facts.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { EndMembership, GrantMembership } from '#membership/contracts/membership-commands.js';
import {
  MembershipRenewed,
  MembershipShortened,
  MembershipStarted,
} from '#membership/contracts/membership-events.js';
import { messageOf } from '#messages/command.js';

/** What ends a membership that nobody renews; another end sets its timer anew. */
const ending = ({
  institutionId,
  membershipId,
  graceUntil,
}: MembershipStarted | MembershipRenewed | MembershipShortened): Effect =>
  at(graceUntil, membershipId, send(messageOf(EndMembership, { institutionId, membershipId })));

/** A granted line of the membership product starts or renews the institution's membership (R23). */
export const memberships: Process = processNamed('memberships')
  .when(EntitlementGranted, async ({ data }, look) => {
    if (data.fulfilment !== 'ACCESS') return [];
    const { terms } = await look.at(productFacts, data.productKey);
    if (terms?.kind !== 'MEMBERSHIP') return [];
    const { institutionId, entitlementId, enrollmentId, termStart: invoiceDate, zone } = data;
    return [
      send(messageOf(GrantMembership, { institutionId, entitlementId, enrollmentId, invoiceDate, zone })),
    ];
  })
  .when(MembershipStarted, ({ data }) => [ending(data)])
  .when(MembershipRenewed, ({ data }) => [ending(data)])
  .when(MembershipShortened, ({ data }) => [ending(data)]);

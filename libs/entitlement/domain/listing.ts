import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { type DiscloseCodes } from '../contracts/entitlement-commands.js';
import { VoucherListDisclosed } from '../contracts/entitlement-events.js';
import { maxList } from '../contracts/vocabulary.js';
import { type LostAccreditation } from './accreditation.js';
import { AccreditationLost } from './assignment-refusals.js';
import { type Entitlement, type EntitlementEvent } from './entitlement.js';
import {
  EntitlementUnknown,
  ListTooLong,
  NothingToDisclose,
  NotUsedByCodes,
} from './entitlement-refusals.js';
import { hasSlot } from './slots.js';
import { type Recipient, recipientRefused } from './recipient.js';

export interface ListFacts {
  /** The live codes of the slots asked for, in the order of the slots. */
  readonly codes: readonly { readonly slot: number; readonly codeId: string }[];
  readonly lostAccreditation: LostAccreditation;
  readonly recipient: Recipient;
}

/** The slots that a list command means. */
export const slotsAsked = ({ fromSlot = 1, toSlot }: DiscloseCodes, lastSlot: number) => ({
  from: fromSlot,
  to: Math.min(toSlot ?? lastSlot, lastSlot),
});

/** The voucher list, as one disclosure that is durable before any code of it is decrypted (R66, I31). */
export const discloseCodes: Decision<DiscloseCodes, Entitlement, EntitlementEvent, ListFacts> = (
  command,
  state,
  { now, commandId, facts: { codes: live, lostAccreditation, recipient } },
) => {
  if (state === undefined) return EntitlementUnknown();
  if (state.terms.fulfilment !== 'CODES') return NotUsedByCodes();
  const { from, to } = slotsAsked(command, state.lastSlot);
  if (to - from >= maxList) return ListTooLong({ slots: to - from + 1 });
  const unfit = recipientRefused(recipient, state.terms.institutionId, now);
  if (unfit !== undefined) return unfit;
  if (lostAccreditation(now)) return AccreditationLost();
  // What was taken back a moment ago is void, whether or not its own stream says so already.
  const codes = live.filter(({ slot }) => !hasSlot(state.withdrawn, slot));
  if (codes.length === 0) return NothingToDisclose();
  const { entitlementId, contactRef, channel } = command;
  return [
    event(VoucherListDisclosed, {
      entitlementId,
      disclosureId: derivedId('dis', commandId),
      contactRef,
      channel,
      slots: codes.map(({ slot }) => slot),
      codeIds: codes.map(({ codeId }) => codeId),
    }),
  ];
};

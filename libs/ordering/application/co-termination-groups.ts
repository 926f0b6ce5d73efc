import { type Aggregate } from '#deciding/aggregate.js';
import { decisionsOf, type Look } from '#deciding/binding.js';
import { Refusal } from '#kernel/refusal.js';
import { AlignTerm, LapseAnchor } from '../contracts/co-termination-commands.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import {
  alignTerm,
  type CoTermination,
  type CoTerminationEvent,
  coTerminationFold,
  lapseAnchor,
} from '../domain/co-termination.js';
import { customerAndEnd } from './contract-of.js';

/** The streams `coterm-{enr_…}`: apart from the enrollment, because invoices race for them (E7). */
export const coTerminationGroups: Aggregate<CoTermination, CoTerminationEvent> = {
  category: 'coterm',
  events: orderingEvents,
  fold: coTerminationFold,
  tenant: ({ institutionId }) => institutionId,
};

const enrollmentId = (command: { readonly enrollmentId: string }): string => command.enrollmentId;

/** Lets the group take back the order's anchor, if it is the one that binds. */
export async function lapse(
  { enrollmentId, orderId }: Pick<LapseAnchor, 'enrollmentId' | 'orderId'>,
  cause: LapseAnchor['cause'],
  look: Look,
): Promise<Refusal | undefined> {
  const { live } = await look.at(coTerminationGroups, enrollmentId);
  if (live?.orderId !== orderId) return undefined;
  const told = await look.tell?.(Object.assign(new LapseAnchor(), { enrollmentId, orderId, cause }));
  return told instanceof Refusal ? told : undefined;
}

export const coTerminationDecisions = decisionsOf(coTerminationGroups)
  .on({
    command: AlignTerm,
    id: enrollmentId,
    facts: (command, look) => customerAndEnd(command.enrollmentId, look),
    decide: alignTerm,
  })
  .on({ command: LapseAnchor, id: enrollmentId, decide: lapseAnchor });

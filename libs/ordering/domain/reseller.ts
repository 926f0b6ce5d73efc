import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  type Authorization,
  type AuthorizeReseller,
  type DesignateResellerContact,
  type EndResellerAuthorization,
  type RegisterReseller,
} from '../contracts/reseller-commands.js';
import {
  ResellerAuthorizationEnded,
  ResellerAuthorized,
  ResellerContactDesignated,
  ResellerRegistered,
} from '../contracts/reseller-events.js';
import { type ResellerEvent, type ResellerFacts } from '../contracts/reseller-facts.js';
import { normalNumber } from './agreement.js';
import {
  AuthorizationEndsBeforeStart,
  AuthorizationHeld,
  NotAuthorizedThen,
  ResellerExists,
  ResellerNotFound,
} from './reseller-refusals.js';

type Decides<Command> = Decision<Command, ResellerFacts, ResellerEvent>;

export const resellerIdOf = (number: string) => naturalId('res', normalNumber(number));

/** The partner that places orders and is invoiced for them (R48). */
export const registerReseller: Decides<RegisterReseller> = (command, state) => {
  const { institutionId, authorization, ordersContact } = command;
  if (state.registered !== undefined) return ResellerExists({}, '/number');
  const refused = daysRefusal(authorization, state);
  if (refused !== undefined) return refused;
  const number = normalNumber(command.number);
  const resellerId = resellerIdOf(number);
  return [
    event(ResellerRegistered, { resellerId, number, institutionId }),
    authorized(resellerId, authorization),
    ...(ordersContact === undefined
      ? []
      : [event(ResellerContactDesignated, { resellerId, personRef: ordersContact })]),
  ];
};

const authorized = (resellerId: string, { type, from, until }: Authorization) =>
  event(ResellerAuthorized, { resellerId, type, from, ...(until === undefined ? {} : { until }) });

export const authorizeReseller: Decides<AuthorizeReseller> = ({ resellerId, authorization }, state) => {
  if (state.registered === undefined) return ResellerNotFound();
  return daysRefusal(authorization, state) ?? [authorized(resellerId, authorization)];
};

/** One type at most once on a day, so that ending it ends just that. */
function daysRefusal(
  { type, from, until }: Authorization,
  { authorizations }: ResellerFacts,
): Refusal | undefined {
  if (until !== undefined && until < from)
    return AuthorizationEndsBeforeStart({ from, until }, '/authorization/until');
  const overlaps = authorizations.some(
    (each) =>
      each.type === type &&
      (until === undefined || each.from <= until) &&
      (each.until === undefined || from <= each.until),
  );
  return overlaps ? AuthorizationHeld({ type }, '/authorization') : undefined;
}

/** Effective-dated, also for the past: an order that was placed meanwhile stays placed. */
export const endResellerAuthorization: Decides<EndResellerAuthorization> = (
  { resellerId, type, lastDay },
  { registered, authorizations },
) => {
  if (registered === undefined) return ResellerNotFound();
  const goesOn = authorizations.some(
    (each) => each.type === type && (each.until === undefined || each.until > lastDay),
  );
  if (!goesOn) return NotAuthorizedThen({ type, lastDay }, '/lastDay');
  return [event(ResellerAuthorizationEnded, { resellerId, type, lastDay })];
};

export const designateResellerContact: Decides<DesignateResellerContact> = (
  { resellerId, personRef },
  { registered, ordersContact },
) => {
  if (registered === undefined) return ResellerNotFound();
  if (ordersContact === personRef) return [];
  return [event(ResellerContactDesignated, { resellerId, personRef })];
};

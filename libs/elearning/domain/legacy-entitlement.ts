import { type Decision, type Fold } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { expiryInstant, localDateAt } from '#kernel/calendar.js';
import { naturalId } from '#kernel/ids.js';
import { twelveMonthTerm } from '#kernel/term.js';
import { type CalendarDate, type Instant, type Zone } from '#kernel/time.js';
import {
  type ActivateLegacyEntitlement,
  type ExpireLegacyEntitlement,
  type ImportLegacyEntitlement,
  type ShortenLegacyEntitlement,
} from '../contracts/legacy-commands.js';
import {
  LegacyEntitlementActivated,
  LegacyEntitlementExpired,
  LegacyEntitlementImported,
  LegacyEntitlementShortened,
} from '../contracts/legacy-events.js';
import {
  ContractEndsBeforeItBegins,
  ContractTooYoung,
  LegacyAgreementUnknown,
  LegacyCustomerUnknown,
  LegacyExpired,
  LegacyNotChangeable,
  LegacyNotOver,
  LegacyUnknown,
  NotELearning,
} from './refusals.js';

/*
 * What is left of e-learning (R40, R41): it comes in, is activated, and expires. There is no event that adds to it.
 */

export interface Legacy {
  readonly imported: Readonly<LegacyEntitlementImported>;
  /** First instant without access, or without the right to activate it. */
  readonly endsAt: Instant;
  readonly activated: boolean;
  readonly expired: boolean;
}
/** Undefined while nothing has been imported. */
export type LegacyEntitlement = Legacy | undefined;

export type LegacyEvent = EventOf<
  | typeof LegacyEntitlementImported
  | typeof LegacyEntitlementShortened
  | typeof LegacyEntitlementActivated
  | typeof LegacyEntitlementExpired
>;

export const legacyFold: Fold<LegacyEntitlement, LegacyEvent> = {
  initial: undefined,
  evolve(legacy, event) {
    if (event.type === 'LegacyEntitlementImported')
      return { imported: event.data, endsAt: event.data.expiresAt, activated: false, expired: false };
    if (legacy === undefined) return undefined;
    switch (event.type) {
      case 'LegacyEntitlementShortened':
        return { ...legacy, endsAt: event.data.endsAt };
      case 'LegacyEntitlementActivated':
        return { ...legacy, activated: true, endsAt: event.data.accessUntil };
      case 'LegacyEntitlementExpired':
        return { ...legacy, expired: true };
    }
  },
};

/** One entitlement for a contract of the earlier system, however often it is imported. */
export const legacyIdOf = (institutionId: string, legacyRef: string): string =>
  naturalId('ent', 'legacy', institutionId, legacyRef);

export interface LegacyFacts {
  readonly institutionKnown: boolean;
  readonly isELearning: boolean;
  /** First day on which the product was no longer sold. */
  readonly withdrawnFrom: CalendarDate | undefined;
  /** The agreement that it was bought under, where one was named. */
  readonly agreement:
    { readonly ofInstitution: boolean; readonly terminatedOn: CalendarDate | undefined } | undefined;
}

export const importLegacyEntitlement: Decision<
  ImportLegacyEntitlement,
  LegacyEntitlement,
  LegacyEvent,
  LegacyFacts
> = (command, legacy, { facts: { institutionKnown, isELearning, withdrawnFrom, agreement } }) => {
  if (legacy !== undefined) return isSame(legacy.imported, command) ? [] : LegacyNotChangeable();
  const { institutionId, legacyRef, contractedOn, termEnd, zone, ...bought } = command;
  if (!institutionKnown) return LegacyCustomerUnknown();
  if (agreement?.ofInstitution === false) return LegacyAgreementUnknown({}, '/agreementId');
  if (!isELearning) return NotELearning({ productKey: command.productKey });
  if (withdrawnFrom !== undefined && contractedOn >= withdrawnFrom)
    return ContractTooYoung({ withdrawnFrom });
  if (termEnd < contractedOn) return ContractEndsBeforeItBegins({}, '/termEnd');
  const entitlementId = legacyIdOf(institutionId, legacyRef);
  const expiresAt = expiryInstant(termEnd, zone);
  const contract = { institutionId, legacyRef, contractedOn, termEnd, zone };
  return [
    event(LegacyEntitlementImported, { ...contract, ...bought, entitlementId, expiresAt }),
    ...(agreement?.terminatedOn === undefined
      ? []
      : endedWith(agreement.terminatedOn, { entitlementId, zone, endsAt: expiresAt })),
  ];
};

/** At the end of that day in the zone of its term; never later than it would have ended anyway. */
function endedWith(
  lastDay: CalendarDate,
  { entitlementId, zone, endsAt: previously }: EndsAt,
): readonly EventOf<typeof LegacyEntitlementShortened>[] {
  const endsAt = expiryInstant(lastDay, zone);
  return endsAt < previously
    ? [event(LegacyEntitlementShortened, { entitlementId, previously, endsAt })]
    : [];
}

interface EndsAt {
  readonly entitlementId: string;
  readonly zone: Zone;
  readonly endsAt: Instant;
}

const isSame = (imported: LegacyEntitlementImported, command: ImportLegacyEntitlement): boolean =>
  imported.productKey === command.productKey &&
  imported.seats === command.seats &&
  imported.contractedOn === command.contractedOn &&
  imported.termEnd === command.termEnd &&
  imported.zone === command.zone &&
  imported.expiryModel === command.expiryModel &&
  imported.agreementId === command.agreementId;

/** Within the term; whatever the model says, access ends with the term at the latest. */
export const activateLegacyEntitlement: Decision<
  ActivateLegacyEntitlement,
  LegacyEntitlement,
  LegacyEvent
> = ({ entitlementId }, legacy, { now }) => {
  if (legacy === undefined) return LegacyUnknown();
  if (legacy.expired || now >= legacy.endsAt) return LegacyExpired();
  if (legacy.activated) return [];
  const accessUntil = accessEnd(legacy, now);
  return [event(LegacyEntitlementActivated, { entitlementId, activatedAt: now, accessUntil })];
};

function accessEnd({ imported: { expiryModel, zone }, endsAt }: Legacy, now: Instant): Instant {
  if (expiryModel === 'TERM_END') return endsAt;
  const twelveMonths = expiryInstant(twelveMonthTerm(localDateAt(now, zone)), zone);
  return twelveMonths < endsAt ? twelveMonths : endsAt;
}

/** With its agreement, activated or not; what has expired stays so (I37). */
export const shortenLegacyEntitlement: Decision<ShortenLegacyEntitlement, LegacyEntitlement, LegacyEvent> = (
  { entitlementId, effectiveOn },
  legacy,
) => {
  if (legacy === undefined) return LegacyUnknown();
  if (legacy.expired) return [];
  const { endsAt, imported } = legacy;
  return endedWith(effectiveOn, { entitlementId, zone: imported.zone, endsAt });
};

/** Effective when the clock ended it, whenever the timer came by. */
export const expireLegacyEntitlement: Decision<ExpireLegacyEntitlement, LegacyEntitlement, LegacyEvent> = (
  { entitlementId },
  legacy,
  { now },
) => {
  if (legacy === undefined) return LegacyUnknown();
  if (legacy.expired) return [];
  const { endsAt: effectiveAt, activated: wasActivated } = legacy;
  if (now < effectiveAt) return LegacyNotOver();
  const data = { entitlementId, effectiveAt, wasActivated };
  return [event(LegacyEntitlementExpired, data, { occurredAt: effectiveAt })];
};

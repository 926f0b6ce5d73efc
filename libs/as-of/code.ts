import { accessCodes } from '#entitlement/application/aggregates.js';
import { type CodeStatus, type Consumption, statusAt } from '#entitlement/domain/code.js';
import { type Instant, type Zone } from '#kernel/time.js';
import { type Fact, factsAt, type Moment, stateOf } from './facts.js';

export interface CodeAsOf {
  readonly codeId: string;
  readonly entitlementId: string;
  readonly institutionId: string;
  readonly slot: number;
  readonly batchNo: number;
  readonly last4: string;
  readonly status: CodeStatus;
  readonly personRef: string | null;
  readonly disclosed: boolean;
  readonly stranded: readonly string[];
  readonly booking: {
    readonly bookingKey: string;
    readonly examCode: string;
    readonly examAt: Instant;
  } | null;
  readonly consumption: Omit<Consumption, 'bookingKey'> | null;
  readonly voidedFor: string | null;
  readonly activeFrom: Instant;
  readonly expiresAt: Instant;
  readonly zone: Zone;
}

/** Undefined when there was none, or none was known. */
export function codeAsOf(facts: readonly Fact[], moment: Moment): CodeAsOf | undefined {
  const code = stateOf(accessCodes, factsAt(facts, moment));
  if (code === undefined) return undefined;
  const { issued, booking, consumption } = code;
  const { codeId, entitlementId, institutionId, slot, batchNo, last4, activeFrom, expiresAt, zone } = issued;
  return {
    ...{ codeId, entitlementId, institutionId, slot, batchNo, last4 },
    status: statusAt(code, moment.at),
    personRef: code.assignee ?? null,
    disclosed: code.disclosed,
    stranded: code.stranded,
    booking:
      booking === undefined
        ? null
        : { bookingKey: booking.bookingKey, examCode: booking.examCode, examAt: booking.examAt },
    consumption:
      consumption === undefined
        ? null
        : { kind: consumption.kind, key: consumption.key, occurredAt: consumption.occurredAt },
    voidedFor: code.voided?.cause ?? null,
    ...{ activeFrom, expiresAt, zone },
  };
}

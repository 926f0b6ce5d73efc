import { type EntitlementAsOf, entitlementAsOf, type EntitlementFacts } from '../entitlement.js';
import { type Fact, factsAt, type Moment } from '../facts.js';
import { addsUp, noUnits, type Units } from '../units.js';
import { type Period } from './period.js';

/** What happened to the units of an entitlement within the period, net of what was taken back. */
export interface Movements {
  readonly granted: number;
  readonly issued: number;
  /** Assignments less those voided before disclosure. */
  readonly assigned: number;
  readonly redeemed: number;
  readonly forfeited: number;
  readonly expired: number;
  readonly voided: number;
  readonly adjusted: number;
}

/** One entitlement on a statement. */
export interface StatementLine {
  readonly entitlementId: string;
  readonly orderId: string;
  readonly lineNo: number;
  readonly productKey: string;
  readonly termStart: string;
  readonly termEnd: string;
  readonly zone: string;
  readonly opening: Units;
  readonly movements: Movements;
  readonly closing: Units;
  /** I23 at both ends. */
  readonly addsUp: boolean;
}

const count = (facts: readonly Fact[], type: string): number =>
  facts.filter((fact) => fact.type === type).length;

/** Every slot is unissued once it is granted, and has left that place once it is issued. */
const issuedOf = ({ capacity, unissued }: Units, { fulfilment }: EntitlementAsOf): number =>
  fulfilment === 'BALANCE' ? 0 : capacity - unissued;

/** Undefined for what was not there at the end of the period. */
export function statementLineOf(
  all: EntitlementFacts,
  { opens, closes, knownAt }: Period,
): StatementLine | undefined {
  const before: Moment = { at: opens, knownAt };
  const after: Moment = { at: closes, knownAt };
  const then = entitlementAsOf(all, after);
  if (then === undefined) return undefined;
  const { entitlementId, orderId, lineNo, productKey, termStart, termEnd, zone } = then;
  const opening = entitlementAsOf(all, before)?.units ?? noUnits;
  const closing = then.units;
  const assignments = (moment: Moment): number => {
    const facts = all.codes.flatMap((code) => factsAt(code, moment));
    return count(facts, 'CodeAssigned') - count(facts, 'AssignmentVoidedBeforeDisclosure');
  };
  const moved = (name: keyof Units): number => closing[name] - opening[name];
  return {
    ...{ entitlementId, orderId, lineNo, productKey, termStart, termEnd, zone },
    opening,
    movements: {
      granted: moved('capacity'),
      issued: issuedOf(closing, then) - issuedOf(opening, then),
      assigned: assignments(after) - assignments(before),
      redeemed: moved('redeemed'),
      forfeited: moved('forfeited'),
      expired: moved('expired'),
      voided: moved('voided'),
      adjusted: moved('adjusted'),
    },
    closing,
    addsUp: addsUp(opening) && addsUp(closing),
  };
}

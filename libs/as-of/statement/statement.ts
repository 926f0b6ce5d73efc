import { categoryOfStream, idOfStream } from '#deciding/aggregate.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type EvidenceEvent, evidenceOf, type EvidenceSummary, summaryOf } from '../evidence.js';
import { type Fact, factsAt, stateOf } from '../facts.js';
import { type FactReader } from '../reading.js';
import { sumOf, type Units } from '../units.js';
import { amountsOf, invoicesOf, type StatementAmount, type StatementInvoice } from './invoices.js';
import { type StatementLine, statementLineOf } from './lines.js';
import { isLate, periodOf } from './period.js';

/**
 * What an institution had, got and used in some days. The same log, days and `knownAt` make the same statement, byte
 * for byte: nothing in it comes from a clock, a random source or a read model's state.
 */
export interface Statement {
  readonly institutionId: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly zone: string;
  readonly knownAt: Instant;
  readonly opening: Units;
  readonly closing: Units;
  /** I23 for every entitlement, at both ends. */
  readonly addsUp: boolean;
  readonly entitlements: readonly StatementLine[];
  readonly invoices: readonly StatementInvoice[];
  readonly amounts: readonly StatementAmount[];
  readonly lateFacts: readonly EvidenceEvent[];
  /** Versions of rules, price lists, calendars and time-zone data that the events were decided with (I34). */
  readonly policies: readonly string[];
  readonly rests: EvidenceSummary;
}

export interface StatementAsked {
  readonly institutionId: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly knownAt: Instant;
}

/** Undefined when there was no such institution, or none was known. @param streams of the institution */
export async function statementOf(
  reader: FactReader,
  { institutionId, from, to, knownAt }: StatementAsked,
  streams: readonly string[],
): Promise<Statement | undefined> {
  const own = await reader.known(`institution-${institutionId}`, knownAt);
  const { registered } = stateOf(institutionFacts, own);
  if (registered === undefined) return undefined;
  const period = periodOf(from, to, registered.zone, knownAt);
  const rests: Fact[] = [];
  const rest = (facts: readonly Fact[]): void => {
    for (const fact of factsAt(facts, { at: period.closes, knownAt })) rests.push(withoutData(fact));
  };
  rest(own);
  const entitlements: StatementLine[] = [];
  const invoices: StatementInvoice[] = [];
  for (const stream of streams.toSorted()) {
    const category = categoryOfStream(stream);
    if (category === 'order') {
      const facts = await reader.known(stream, knownAt);
      invoices.push(...invoicesOf(facts, period));
      rest(facts);
    } else if (category === 'entitlement') {
      const facts = await reader.entitlement(idOfStream(stream), knownAt);
      const line = statementLineOf(facts, period);
      if (line !== undefined) entitlements.push(line);
      for (const each of [facts.own, ...facts.codes, facts.pack]) rest(each);
    }
  }
  return {
    ...{ institutionId, from, to, zone: registered.zone, knownAt },
    opening: sumOf(entitlements.map(({ opening }) => opening)),
    closing: sumOf(entitlements.map(({ closing }) => closing)),
    addsUp: entitlements.every((line) => line.addsUp),
    entitlements: entitlements.toSorted(byOrder),
    invoices: invoices.toSorted(byDate),
    amounts: amountsOf(invoices),
    lateFacts: evidenceOf(rests.filter((fact) => isLate(fact, period))),
    policies: policiesOf(rests),
    rests: summaryOf(rests),
  };
}

/** Only what a statement says of an event is kept: many codes would be many payloads. */
const withoutData = (fact: Fact): Fact => ({ ...fact, data: {} });

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const byOrder = (a: StatementLine, b: StatementLine): number =>
  compare(a.termStart, b.termStart) || compare(a.orderId, b.orderId) || a.lineNo - b.lineNo;
const byDate = (a: StatementInvoice, b: StatementInvoice): number =>
  compare(a.date, b.date) || compare(a.number, b.number);

const policiesOf = (facts: readonly Fact[]): readonly string[] => {
  const named = facts.flatMap(({ metadata: { policyVersion, priceList, calendar, policies = [], tzdb } }) => [
    `policy ${policyVersion}`,
    ...(priceList === undefined ? [] : [`price list ${priceList}`]),
    ...(calendar === undefined ? [] : [`calendar ${calendar}`]),
    ...policies.map((each) => `rule ${each}`),
    `tzdb ${tzdb}`,
  ]);
  return [...new Set(named)].sort();
};

import { categoryOfStream, idOfStream } from '#deciding/aggregate.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { catcAt, requirementsMetAt, vueCenterAt } from '#institutions/contracts/test-centre.js';
import { localDateAt } from '#kernel/calendar.js';
import { type EntitlementAsOf, entitlementAsOf } from './entitlement.js';
import { type EvidenceSummary, summaryOf } from './evidence.js';
import { type Fact, factsAt, type Moment, stateOf } from './facts.js';
import { type OrderAsOf, orderAsOf } from './order.js';
import { type FactReader } from './reading.js';
import { sumOf, type Units } from './units.js';

export interface InstitutionAsOf {
  readonly institutionId: string;
  readonly segment: string;
  readonly zone: string;
  readonly accredited: boolean;
  readonly catc: string;
  readonly vueCenter: string;
  readonly requirementsMet: boolean;
  readonly orders: readonly OrderAsOf[];
  readonly entitlements: readonly EntitlementAsOf[];
  readonly units: Units;
  /** What each stream contributed. */
  readonly streams: readonly ({ readonly stream: string } & EvidenceSummary)[];
}

/** Undefined when there was none, or none was known. */
export function standingAsOf(
  facts: readonly Fact[],
  moment: Moment,
): Omit<InstitutionAsOf, 'orders' | 'entitlements' | 'units' | 'streams'> | undefined {
  const state = stateOf(institutionFacts, factsAt(facts, moment));
  if (state.registered === undefined) return undefined;
  const { institutionId, segment, zone } = state.registered;
  const { at } = moment;
  const day = localDateAt(at, zone);
  return {
    ...{ institutionId, segment, zone },
    accredited: state.accreditations.some(
      ({ validFrom, validUntil, withdrawnOn }) =>
        validFrom <= day && day <= validUntil && (withdrawnOn === undefined || day < withdrawnOn),
    ),
    catc: catcAt(state, at).status,
    vueCenter: vueCenterAt(state, at).status,
    requirementsMet: requirementsMetAt(state, at),
  };
}

/**
 * The whole of an institution: one entitlement after the other, so that only states are kept and no facts.
 * @param streams all of it, in any order
 */
export async function institutionAsOf(
  reader: FactReader,
  institutionId: string,
  streams: readonly string[],
  moment: Moment,
): Promise<InstitutionAsOf | undefined> {
  const { knownAt } = moment;
  const own = await reader.known(`institution-${institutionId}`, knownAt);
  const standing = standingAsOf(own, moment);
  if (standing === undefined) return undefined;
  const contributed = [contributionOf(own, moment)];
  const orders: OrderAsOf[] = [];
  const entitlements: EntitlementAsOf[] = [];
  for (const stream of streams.toSorted()) {
    const category = categoryOfStream(stream);
    if (category === 'order') {
      const facts = await reader.known(stream, knownAt);
      const order = orderAsOf(facts, moment);
      if (order !== undefined) orders.push(order);
      contributed.push(contributionOf(facts, moment));
    } else if (category === 'entitlement') {
      const facts = await reader.entitlement(idOfStream(stream), knownAt);
      const entitlement = entitlementAsOf(facts, moment);
      if (entitlement !== undefined) entitlements.push(entitlement);
      contributed.push(
        ...[facts.own, ...facts.codes, facts.pack].map((each) => contributionOf(each, moment)),
      );
    }
  }
  const units = sumOf(entitlements.map((each) => each.units));
  return {
    ...standing,
    orders,
    entitlements,
    units,
    streams: contributed.filter(({ events }) => events > 0),
  };
}

const contributionOf = (facts: readonly Fact[], moment: Moment) => ({
  stream: facts[0]?.stream ?? '',
  ...summaryOf(factsAt(facts, moment)),
});

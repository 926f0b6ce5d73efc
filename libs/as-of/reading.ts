import { streamOf } from '#deciding/aggregate.js';
import { accessCodes, entitlements } from '#entitlement/application/aggregates.js';
import { type IssuanceRequested } from '#entitlement/contracts/entitlement-events.js';
import { type EventStore, type Position } from '#event-store/port.js';
import { type Instant } from '#kernel/time.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { projected } from '#projecting/reading.js';
import { sitePacks } from '#site-packs/application/site-packs.js';
import { type EntitlementFacts } from './entitlement.js';
import { type Fact, isKnown } from './facts.js';

/** Reads the facts of a stream from the log, in the newest version of each. */
export class FactReader {
  constructor(
    private readonly store: EventStore,
    private readonly registry: EventRegistry,
  ) {}

  /** The last event of the log. */
  head(): Promise<Position | undefined> {
    return this.store.head();
  }

  /** Facts of some types in the order of the log, one after the other. */
  async *all(types: readonly string[], after: Position | undefined): AsyncGenerator<Fact> {
    const from = after === undefined ? {} : { after };
    for await (const stored of this.store.readAll({ filter: { typePrefixes: types }, ...from }))
      if (types.includes(stored.type)) yield projected(this.registry, stored);
  }

  /** What was known of the stream then; recorded time never goes back within one (E64). */
  async known(stream: string, knownAt: Instant): Promise<readonly Fact[]> {
    const facts: Fact[] = [];
    for await (const stored of this.store.readStream(stream)) {
      const fact = projected(this.registry, stored);
      if (!isKnown(fact, knownAt)) break;
      facts.push(fact);
    }
    return facts;
  }

  /** With the streams of its codes and its site pack. */
  async entitlement(entitlementId: string, knownAt: Instant): Promise<EntitlementFacts> {
    const own = await this.known(streamOf(entitlements, entitlementId), knownAt);
    const codes: (readonly Fact[])[] = [];
    for (const codeId of codesOf(own)) codes.push(await this.known(streamOf(accessCodes, codeId), knownAt));
    return { own, codes, pack: await this.known(streamOf(sitePacks, entitlementId), knownAt) };
  }
}

/** Every code that was decided on; one that was never written has an empty stream. */
const codesOf = (own: readonly Fact[]): readonly string[] =>
  own.flatMap((fact) => (isIssuance(fact) ? fact.data.codes.map(({ codeId }) => codeId) : []));

const isIssuance = (fact: Fact): fact is Fact & { readonly data: IssuanceRequested } =>
  fact.type === 'IssuanceRequested';

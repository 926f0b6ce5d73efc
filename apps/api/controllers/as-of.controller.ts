import { Controller, Inject } from '@nestjs/common';
import { codeAsOf } from '#as-of/code.js';
import { entitlementAsOf, sitePackAsOf } from '#as-of/entitlement.js';
import { evidenceOf } from '#as-of/evidence.js';
import { type Fact, factsAt, type Moment } from '#as-of/facts.js';
import { institutionAsOf } from '#as-of/institution.js';
import { orderAsOf } from '#as-of/order.js';
import { type FactReader } from '#as-of/reading.js';
import { NotYetKnown } from '#as-of/refusals.js';
import { type Caller } from '#deciding/context.js';
import { NotFound } from '#deciding/refusals.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock, type Instant } from '#kernel/time.js';
import { Moment as MomentField, Ref } from '#messages/fields.js';
import { type Role } from '#messages/roles.js';
import { streamsOfInstitution } from '#read-models/history/streams.js';
import { asOfLog } from '../answers/as-of-log.js';
import { CLOCK, FACTS, READ_MODELS } from '../injection.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';
import {
  asOfSchema,
  codeState,
  entitlementState,
  institutionSchema,
  orderState,
  sitePackState,
} from './as-of-schemas.js';

const roles: readonly Role[] = ['auditor', 'vendor-operations', 'vl-administrator'];
const description =
  'Folded from the log: what held at a business time, by what the ledger knew at a system time. Both are now unless said otherwise.';

class When {
  @MomentField('Business time', { optional: true }) at?: string;
  @MomentField('System time: only what had been recorded by then counts', { optional: true })
  knownAt?: string;
}

class CodeWanted extends When {
  @Ref('cod', 'The code') codeId!: string;
}
class EntitlementWanted extends When {
  @Ref('ent', 'The entitlement') entitlementId!: string;
}
class OrderWanted extends When {
  @Ref('ord', 'The order') orderId!: string;
}
class InstitutionWanted extends When {
  @Ref('ins', 'The institution') institutionId!: string;
}

const canonical = (instant: string): Instant => new Date(instant).toISOString();

@Controller('v1')
export class AsOfController {
  constructor(
    @Inject(FACTS) private readonly facts: FactReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {}

  @QueryRoute('as-of/codes/:codeId', {
    operationId: 'codeAsOf',
    query: CodeWanted,
    summary: 'A code as of a time, as known at another',
    description,
    roles,
    answer: asOfSchema(codeState),
  })
  code(@Wanted() { query, caller }: Asked<CodeWanted>): Promise<object> {
    return this.told(query, caller, async (moment) => {
      const facts = await this.facts.known(`code-${query.codeId}`, moment.knownAt);
      return { state: codeAsOf(facts, moment), facts };
    });
  }

  @QueryRoute('as-of/entitlements/:entitlementId', {
    operationId: 'entitlementAsOf',
    query: EntitlementWanted,
    summary: 'An entitlement with its codes or its site pack, as of a time, as known at another',
    description,
    roles,
    answer: asOfSchema(entitlementState),
  })
  entitlement(@Wanted() { query, caller }: Asked<EntitlementWanted>): Promise<object> {
    return this.told(query, caller, async (moment) => {
      const all = await this.facts.entitlement(query.entitlementId, moment.knownAt);
      return { state: entitlementAsOf(all, moment), facts: [all.own, ...all.codes, all.pack].flat() };
    });
  }

  @QueryRoute('as-of/site-packs/:entitlementId', {
    operationId: 'sitePackAsOf',
    query: EntitlementWanted,
    summary: 'A site pack as of a time, as known at another',
    description,
    roles,
    answer: asOfSchema(sitePackState),
  })
  sitePack(@Wanted() { query, caller }: Asked<EntitlementWanted>): Promise<object> {
    return this.told(query, caller, async (moment) => {
      const facts = await this.facts.known(`sitepack-${query.entitlementId}`, moment.knownAt);
      return { state: sitePackAsOf(facts, moment), facts };
    });
  }

  @QueryRoute('as-of/orders/:orderId', {
    operationId: 'orderAsOf',
    query: OrderWanted,
    summary: 'An order as of a time, as known at another',
    description,
    roles,
    answer: asOfSchema(orderState),
  })
  order(@Wanted() { query, caller }: Asked<OrderWanted>): Promise<object> {
    return this.told(query, caller, async (moment) => {
      const facts = await this.facts.known(`order-${query.orderId}`, moment.knownAt);
      return { state: orderAsOf(facts, moment), facts };
    });
  }

  @QueryRoute('as-of/institutions/:institutionId', {
    operationId: 'institutionAsOf',
    query: InstitutionWanted,
    summary: 'The whole of an institution as of a time, as known at another',
    description: `${description} Its streams are those of the history.`,
    roles,
    answer: institutionSchema,
  })
  async institution(@Wanted() { query, caller }: Asked<InstitutionWanted>): Promise<object> {
    const { institutionId } = query;
    const moment = momentOf(query, this.clock.now());
    if (moment instanceof Refusal) return moment;
    if (!isOf(caller, institutionId)) return NotFound();
    const asOf = await asOfLog(this.facts, this.models, this.clock);
    const streams = await streamsOfInstitution(this.models.reads, {
      institutions: caller.institutions,
      after: asOf.position,
      institutionId,
      knownAt: moment.knownAt,
    });
    const state = await institutionAsOf(this.facts, institutionId, streams, moment);
    return state === undefined ? NotFound() : { ...moment, state, asOf };
  }

  /** What other institutions have is not there. */
  private async told(when: When, caller: Caller, tell: (moment: Moment) => Promise<Told>): Promise<object> {
    const moment = momentOf(when, this.clock.now());
    if (moment instanceof Refusal) return moment;
    const asOf = await asOfLog(this.facts, this.models, this.clock);
    const { state, facts } = await tell(moment);
    if (state === undefined || !isOf(caller, state.institutionId)) return NotFound();
    return { ...moment, state, rests: evidenceOf(factsAt(facts, moment)), asOf };
  }
}

interface Told {
  readonly state: { readonly institutionId: string } | undefined;
  readonly facts: readonly Fact[];
}

const isOf = ({ institutions }: Caller, institutionId: string): boolean =>
  institutions === '*' || institutions.includes(institutionId);

function momentOf({ at, knownAt }: When, now: Instant): Moment | Refusal {
  const moment = { at: canonical(at ?? now), knownAt: canonical(knownAt ?? now) };
  return moment.knownAt > now ? NotYetKnown({}, '/knownAt') : moment;
}

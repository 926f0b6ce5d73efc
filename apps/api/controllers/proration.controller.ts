import { Controller, Inject } from '@nestjs/common';
import { type Look } from '#deciding/binding.js';
import { NotFound } from '#deciding/refusals.js';
import { localDateAt } from '#kernel/calendar.js';
import { explainLine, explainProration, type Step } from '#kernel/explain-proration.js';
import { isMoney, money } from '#kernel/money.js';
import { prorate, type ProrationPolicy, prorationPolicies } from '#kernel/proration.js';
import { prorateLines } from '#kernel/prorated-lines.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { Amount, Currency, Day, OneOf, Ref, Whole } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { explainInvoice, type Explanation, type OrderingPolicies } from '#ordering/application/index.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { priceBases, priceSources } from '#ordering/contracts/vocabulary.js';
import { CLOCK, LOOK, ORDERING_POLICIES } from '../injection.js';
import { QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = ['reseller', 'vl-administrator', 'vendor-operations', 'auditor', 'operator'];

class ExplanationWanted {
  @Ref('ord', 'The order') orderId!: string;
  @Day('Suppose that it was invoiced on this day', { optional: true }) invoiceDate?: string;
  @OneOf(prorationPolicies, 'Suppose that this policy held', { optional: true })
  prorationPolicy?: ProrationPolicy;
}

class SimulationWanted {
  @Day('First day of the term') termStart!: string;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @Day("First day of the enrollment's anchor, for a 12-month order (E7)", { optional: true })
  anchorStart?: string;
  @OneOf(prorationPolicies, 'Proration policy') prorationPolicy!: ProrationPolicy;
  @Amount('Price of one pack for twelve months', { optional: true }) unitPrice?: string;
  @Currency('Its currency', { optional: true }) currency?: string;
  @Whole('Packs; 1 unless said otherwise', { optional: true, min: 1, max: 1_000_000 }) packs?: number;
}

const text: JsonSchema = { type: 'string' };
const steps: JsonSchema = {
  type: 'array',
  items: { type: 'object', properties: { step: text, value: text }, required: ['step', 'value'] },
};
const line: JsonSchema = {
  type: 'object',
  properties: {
    lineNo: { type: 'integer' },
    ...{ productKey: text, termStart: text, termEnd: text, expiryBasis: text, net: text, steps },
    billableMonths: { type: 'integer' },
    price: {
      type: 'object',
      description:
        'Where the unit price stands; FIRST_ORDER is the price list of the first order of the product',
      properties: {
        basis: { type: 'string', enum: priceBases },
        ...{ pricedOn: text, firstOrderId: text, priceListId: text, level: text },
        source: { type: 'string', enum: priceSources },
        approvalRef: text,
      },
    },
    saving: {
      type: 'object',
      properties: {
        referenceNet: text,
        percent: { type: 'integer' },
        outsideStatedRange: { type: 'boolean' },
      },
    },
    warnings: { type: 'array', items: text },
  },
};
const explanation: JsonSchema = {
  type: 'object',
  properties: {
    ...{ orderId: text, institutionId: text, invoiceDate: text, prorationPolicy: text, currency: text },
    orderRevision: { type: 'integer' },
    recorded: {
      type: 'boolean',
      description: 'The invoice as recorded; otherwise nothing but a supposition',
    },
    total: text,
    lines: { type: 'array', items: line },
  },
};

@Controller('v1')
export class ProrationController {
  constructor(
    @Inject(LOOK) private readonly look: Look,
    @Inject(ORDERING_POLICIES) private readonly policies: OrderingPolicies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('orders/:orderId/proration', {
    operationId: 'explainOrder',
    query: ExplanationWanted,
    summary: 'How months and net of each line came about',
    description:
      'The recorded invoice, step by step (R11, R52). With a day or a policy, or before the invoice, what an invoice would say; nothing is recorded (E4).',
    roles: readers,
    answer: explanation,
  })
  async explain(@Wanted() { query, caller }: Asked<ExplanationWanted>): Promise<Explanation | Refusal> {
    const { placed } = await this.look.at(orderFacts, query.orderId);
    const { institutions } = caller;
    if (placed === undefined) return NotFound();
    if (institutions !== '*' && !institutions.includes(placed.institutionId)) return NotFound();
    const today = localDateAt(this.clock.now(), 'UTC');
    return explainInvoice(query.orderId, query, today, this.policies, this.look);
  }

  @QueryRoute('proration', {
    operationId: 'simulateProration',
    query: SimulationWanted,
    summary: 'What a term would cost under a policy',
    description: 'Pure arithmetic: no order, no price list, nothing recorded.',
    roles: readers,
    answer: { type: 'object', properties: { steps } },
  })
  simulate(@Wanted() { query }: Asked<SimulationWanted>): { readonly steps: readonly Step[] } {
    const {
      termStart,
      termEnd,
      anchorStart,
      prorationPolicy,
      unitPrice,
      currency = 'EUR',
      packs = 1,
    } = query;
    if (termEnd < termStart) throw invalid('/termEnd', 'is before the first day');
    const proration = prorate({ termStart, termEnd, anchorStart }, prorationPolicy);
    if (unitPrice === undefined) return { steps: explainProration(proration) };
    if (!isMoney(unitPrice, currency)) throw invalid('/unitPrice', 'has more decimals than its currency');
    const share = { unitPrice: money(unitPrice, currency), packs, ratio: proration.ratio };
    const { total: net } = prorateLines([share]);
    return { steps: explainLine({ ...share, proration, net }) };
  }
}

const invalid = (pointer: string, detail: string) =>
  new Problem(QueryInvalid, { errors: [{ pointer, detail }] });

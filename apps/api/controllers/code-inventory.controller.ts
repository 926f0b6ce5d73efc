import { Controller, Inject } from '@nestjs/common';
import { providerSeenBy } from '#catalogue/contracts/provider-callers.js';
import { type DeliveryProvider, deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { NotFound } from '#deciding/refusals.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { Flag, Moment, OneOf, Ref, SomeOf, Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { codeBalance } from '#read-models/code-inventory/balance.js';
import {
  codeSorts,
  type CodeState,
  codeStates,
  findCode,
  type InventoryCode,
  listCodes,
} from '#read-models/code-inventory/query.js';
import { codes } from '#read-models/code-inventory/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { expirySchema } from '../openapi/expiry-schema.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = [
  'vl-administrator',
  'vendor-operations',
  'auditor',
  'reconciler',
  'operator',
  'pearson-vue',
  'certiport',
];
const sorts = Object.keys(codeSorts) as (keyof typeof codeSorts)[];

class CodesWanted {
  @SomeOf(codeStates, 'States', { optional: true }) state?: readonly CodeState[];
  @Ref('ent', 'Entitlement', { optional: true }) entitlementId?: string;
  @Ref('ord', 'Order', { optional: true }) orderId?: string;
  @Text('Product', { optional: true }) productKey?: string;
  @Ref('per', 'Assignee', { optional: true }) personRef?: string;
  @OneOf(deliveryProviders, 'Delivery provider; a provider sees its own only', { optional: true })
  provider?: DeliveryProvider;
  @Text('Last four characters', { min: 4, max: 4, optional: true }) last4?: string;
  @Moment('Expires before', { optional: true }) expiresBefore?: string;
  @Flag('Only codes that are stranded, or only those that are not', { optional: true }) stranded?: boolean;
  @OneOf(sorts, 'Order of the answer; by slot unless said otherwise', { optional: true })
  sort?: keyof typeof codeSorts;
}

class CodeWanted {
  @Ref('cod', 'The code') codeId!: string;
}

class BalanceWanted {
  @Ref('ent', 'Entitlement', { optional: true }) entitlementId?: string;
  @Ref('ord', 'Order', { optional: true }) orderId?: string;
}

const count = { type: 'integer' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const code: JsonSchema = rowSchema(codes, {
  without: ['state', 'streamRevision', 'expiresAt', 'zone', 'personRef', 'role'],
  more: {
    state: { type: 'string', enum: codeStates },
    assignee: { type: ['object', 'null'], properties: { personRef: { type: 'string' }, role: textOrNull } },
    expiry: expirySchema,
    orderId: textOrNull,
    lineNo: { type: ['integer', 'null'] },
    invoiceNo: textOrNull,
    productKey: textOrNull,
    revision: { type: 'integer', description: "Of the code's stream, for If-Match" },
  },
});
const balance: JsonSchema = {
  type: 'object',
  properties: {
    capacity: { type: 'integer', description: 'Codes that the invoice pays for, as corrected' },
    surplus: { type: 'integer', description: 'Slots beyond that which a correction has not taken back' },
    open: { type: 'integer', description: 'Slots without a code' },
    byState: { type: 'object', properties: Object.fromEntries(codeStates.map((state) => [state, count])) },
  },
  required: ['capacity', 'surplus', 'open', 'byState'],
};

@Controller('v1')
export class CodeInventoryController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('codes', {
    operationId: 'listCodes',
    query: CodesWanted,
    summary: 'The code inventory',
    description:
      'Codes without their values. An expired code shows as expired whether or not the sweep has run.',
    roles: readers,
    answer: code,
    list: true,
  })
  list(@Wanted() { query, caller, after, limit, cursor }: Asked<CodesWanted>) {
    const { state: states, sort = 'slot', ...filter } = query;
    const provider = providerSeenBy(caller, query.provider, readers);
    if (provider instanceof Refusal) return provider;
    const { institutions } = caller;
    const now = this.clock.now();
    return listCodes(this.models.reads, {
      institutions,
      after,
      limit,
      cursor,
      now,
      sort,
      filter: { ...filter, states, provider },
    });
  }

  @QueryRoute('codes/:codeId', {
    operationId: 'findCode',
    query: CodeWanted,
    summary: 'One code',
    roles: readers,
    answer: code,
  })
  async find(@Wanted() { query, caller, after }: Asked<CodeWanted>): Promise<InventoryCode | Refusal> {
    const { institutions } = caller;
    const provider = providerSeenBy(caller, undefined, readers);
    if (provider instanceof Refusal) return provider;
    const found = await findCode(this.models.reads, {
      institutions,
      after,
      now: this.clock.now(),
      codeId: query.codeId,
      provider,
    });
    return found ?? NotFound();
  }

  @QueryRoute('code-balance', {
    operationId: 'codeBalance',
    query: BalanceWanted,
    summary: 'How the codes of an entitlement or an order add up',
    description:
      'Every slot is open or has one code that counts: the sum is the capacity and the surplus (I23).',
    roles: readers,
    answer: balance,
  })
  balance(@Wanted() { query, caller, after }: Asked<BalanceWanted>) {
    const provider = providerSeenBy(caller, undefined, readers);
    if (provider instanceof Refusal) return provider;
    const { institutions } = caller;
    const { entitlementId, orderId } = query;
    const now = this.clock.now();
    return codeBalance(this.models.reads, { institutions, after, now, entitlementId, orderId, provider });
  }
}

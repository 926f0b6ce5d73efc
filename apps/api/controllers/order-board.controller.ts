import { Controller, Inject } from '@nestjs/common';
import { NotFound } from '#deciding/refusals.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { Moment, OneOf, Ref, SomeOf, Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import {
  type BoardOrder,
  findOrder,
  listOrders,
  orderSorts,
  orderStates,
  type OrderState,
} from '#read-models/order-board/query.js';
import { clocks, grants, orders } from '#read-models/order-board/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = [
  'reseller',
  'vl-administrator',
  'vendor-operations',
  'auditor',
  'reconciler',
  'operator',
];
const sorts = Object.keys(orderSorts) as (keyof typeof orderSorts)[];

class OrdersWanted {
  @SomeOf(orderStates, 'States', { optional: true }) state?: readonly OrderState[];
  @Ref('res', 'Reseller', { optional: true }) resellerId?: string;
  @Ref('enr', 'Enrollment', { optional: true }) enrollmentId?: string;
  @Ref('agr', 'Agreement', { optional: true }) agreementId?: string;
  @Text("The vendor's number", { optional: true }) vendorOrderNo?: string;
  @Text('Invoice', { optional: true }) invoiceNo?: string;
  @Moment('Placed at or after', { optional: true }) placedFrom?: string;
  @Moment('Placed before', { optional: true }) placedBefore?: string;
  @OneOf(sorts, 'Order of the answer; newest first unless said otherwise', { optional: true })
  sort?: keyof typeof orderSorts;
}

class OrderWanted {
  @Ref('ord', 'The order') orderId!: string;
}

const count = { type: 'integer' } as const;
const order: JsonSchema = rowSchema(orders, {
  without: ['streamRevision', 'state', 'zeroed'],
  more: {
    state: { type: 'string', enum: orderStates },
    revision: { type: 'integer', description: "Of the order's stream, for If-Match" },
    orderRevision: { type: 'integer', description: 'Of the order: 1, and one more with each amendment' },
    issuance: {
      type: 'object',
      properties: { capacity: count, issued: count },
      required: ['capacity', 'issued'],
    },
    entitlements: { type: 'array', items: rowSchema(grants) },
    clocks: { type: 'array', items: rowSchema(clocks) },
  },
});

@Controller('v1')
export class OrderBoardController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('orders', {
    operationId: 'listOrders',
    query: OrdersWanted,
    summary: 'The order board',
    description: 'Orders with their promises and how far their codes are issued.',
    roles: readers,
    answer: order,
    list: true,
  })
  list(@Wanted() { query, caller, after, limit, cursor }: Asked<OrdersWanted>) {
    const { state: states, sort = '-placedAt', ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    return listOrders(this.models.reads, {
      institutions,
      after,
      limit,
      cursor,
      now,
      sort,
      filter: { ...filter, states },
    });
  }

  @QueryRoute('orders/:orderId', {
    operationId: 'findOrder',
    query: OrderWanted,
    summary: 'One order',
    roles: readers,
    answer: order,
  })
  async find(@Wanted() { query, caller, after }: Asked<OrderWanted>): Promise<BoardOrder | Refusal> {
    const { institutions } = caller;
    const found = await findOrder(this.models.reads, {
      institutions,
      after,
      now: this.clock.now(),
      orderId: query.orderId,
    });
    return found ?? NotFound();
  }
}

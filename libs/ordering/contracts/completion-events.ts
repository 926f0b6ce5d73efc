import { Moment, Ref, Text } from '#messages/fields.js';
import { numberForm } from './vocabulary.js';

/** Every line of the invoice has all its codes, its balance or its access. */
export class OrderFulfilled {
  static readonly type = 'OrderFulfilled';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Moment('When the last line was found complete') fulfilledAt!: string;
}

/** Everything that the order granted is over. */
export class OrderClosed {
  static readonly type = 'OrderClosed';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Moment('When the last of its entitlements ended') closedAt!: string;
}

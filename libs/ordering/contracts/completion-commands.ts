import { Command } from '#messages/command.js';
import { Ref } from '#messages/fields.js';

const orderId = 'ord_hbhstwmeb7x3yyxbaa4a7w0000';

class OrderCommand {
  @Ref('ord', 'The order') orderId!: string;
}

@Command({
  summary: 'Look whether all of an order has been delivered',
  description:
    'Sent by the process that follows entitlements. Records it once every line has all its codes, its balance or its access; until then it records nothing.',
  roles: [],
  example: { orderId },
})
export class FulfilOrder extends OrderCommand {}

@Command({
  summary: 'Look whether all that an order granted has ended',
  description: 'Sent by a timer. Records it once every entitlement of the order is over, by the clock (I17).',
  roles: [],
  example: { orderId },
})
export class CloseOrder extends OrderCommand {}

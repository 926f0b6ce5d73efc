import { type Projector } from '#projecting/projector.js';
import { clockHandlers } from './of-clocks.js';
import { entitlementHandlers } from './of-entitlements.js';
import { orderHandlers } from './of-orders.js';
import { clocks, grants, orders } from './tables.js';

/** Orders with their clocks and how far their codes are issued. */
export class OrderBoardProjector implements Projector {
  readonly name = 'order-board';
  readonly version = 7;
  readonly tables = [orders, grants, clocks];
  readonly handlers = [...orderHandlers, ...entitlementHandlers, ...clockHandlers];
  readonly rowsOfOneStream = true;
}

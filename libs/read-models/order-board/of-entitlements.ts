import {
  CodeReplacementRequested,
  CodesIssued,
  CodesWithdrawn,
  CodeWithdrawalFailed,
  EntitlementAdjusted,
  EntitlementGranted,
  IssuanceCompleted,
  IssuanceFailed,
} from '#entitlement/contracts/entitlement-events.js';
import { on, tenantOf } from '#projecting/projector.js';
import { grants } from './tables.js';

/** What an order granted, and how far its codes are issued. */
export const entitlementHandlers = [
  on(EntitlementGranted, (event, write) => {
    const { entitlementId, orderId, lineNo, productKey, fulfilment, capacity } = event.data;
    const open = fulfilment === 'CODES' ? capacity : 0;
    const rest = { open, surplus: 0, failure: null, retryAt: null };
    write.put(grants, {
      institutionId: tenantOf(event),
      entitlementId,
      orderId,
      lineNo,
      productKey,
      fulfilment,
      capacity,
      ...rest,
    });
  }),
  on(EntitlementAdjusted, ({ data }, write) => {
    const { entitlementId, units, slotsAdded, slotsClosed, toWithdraw } = data;
    write.update(grants, { entitlementId }, (row) => ({
      ...row,
      capacity: row.capacity + units,
      surplus: toWithdraw,
      open: row.open + slotsAdded - slotsClosed,
    }));
  }),
  on(CodesWithdrawn, ({ data: { entitlementId, slotsClosed, toWithdraw } }, write) =>
    write.update(grants, { entitlementId }, (row) => ({
      ...row,
      open: row.open - slotsClosed,
      surplus: toWithdraw,
    })),
  ),
  on(CodeWithdrawalFailed, ({ data: { entitlementId, toWithdraw } }, write) =>
    write.update(grants, { entitlementId }, (row) => ({ ...row, surplus: toWithdraw })),
  ),
  on(CodeReplacementRequested, ({ data: { entitlementId } }, write) =>
    write.update(grants, { entitlementId }, (row) => ({ ...row, open: row.open + 1 })),
  ),
  on(CodesIssued, ({ data: { entitlementId, remaining } }, write) =>
    write.update(grants, { entitlementId }, (row) => ({
      ...row,
      open: remaining,
      failure: null,
      retryAt: null,
    })),
  ),
  on(IssuanceFailed, ({ data: { entitlementId, remaining, reason, retryAt } }, write) =>
    write.update(grants, { entitlementId }, (row) => ({ ...row, open: remaining, failure: reason, retryAt })),
  ),
  on(IssuanceCompleted, ({ data: { entitlementId } }, write) =>
    write.update(grants, { entitlementId }, (row) => ({ ...row, open: 0, failure: null, retryAt: null })),
  ),
];

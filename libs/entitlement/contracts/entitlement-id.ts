import { type Id, naturalId } from '#kernel/ids.js';

/** What an invoiced line grants has one id, whoever grants it and how often (I13). */
export const entitlementIdOf = (orderId: string, lineNo: number): Id<'ent'> =>
  naturalId('ent', orderId, lineNo);

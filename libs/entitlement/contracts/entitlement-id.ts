import { type Id, naturalId } from '#kernel/ids.js';

/**
 * What an invoiced line grants has one id, whoever grants it and how often (I13). Where the order's invoice was taken back
 * and it is billed anew, that grants something of its own: what the first one granted does not change (I36, E32).
 * @param billing which invoice of the order it is, from 1
 */
export const entitlementIdOf = (orderId: string, lineNo: number, billing = 1): Id<'ent'> =>
  billing === 1 ? naturalId('ent', orderId, lineNo) : naturalId('ent', orderId, lineNo, billing);

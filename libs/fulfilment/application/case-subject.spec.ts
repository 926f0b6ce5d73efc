import { describe, expect, it } from '@jest/globals';
import { lookWithin, NotYours } from '#deciding/look-within.js';
import { type CommandContext } from '#deciding/context.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { lookInto, recorded } from '../testing/log.js';
import { lookAtSubject } from './case-subject.js';

const id = (prefix: string, n = 1) => `${prefix}_0000000000000000000000000${n}`;
const log = lookInto({
  [`entitlement-${id('ent')}`]: [recorded(EntitlementGranted, 'entitlement', { institutionId: id('ins') })],
  [`order-${id('ord')}`]: [recorded(OrderPlaced, 'ordering', { institutionId: id('ins'), contacts: {} })],
});
const open = (key: string, ...institutions: string[]) => {
  const caller = { kind: 'user', id: 'ann', roles: [], institutions } as const;
  const context: CommandContext = { caller, commandId: 'c', correlationId: 'c' };
  return lookAtSubject({ key }, lookWithin(log, caller), context);
};

describe('a case opened for an institution', () => {
  it('is about what is its own', async () => {
    await open(`${id('ent')}:3`, id('ins'));
    await open(id('ord'), id('ins'));
    await open('a key that names nothing of the ledger', id('ins'));
  });

  it('is not about what belongs to another one, nor tells that it exists', async () => {
    await expect(open(`${id('ent')}:3`, id('ins', 2))).rejects.toBeInstanceOf(NotYours);
    await expect(open(id('ord'), id('ins', 2))).rejects.toBeInstanceOf(NotYours);
  });
});

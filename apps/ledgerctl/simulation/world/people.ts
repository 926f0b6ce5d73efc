import { type Receipt } from '#deciding/receipt.js';
import { RegisterPerson } from '#institutions/contracts/person-commands.js';
import { type PersonRole } from '#institutions/contracts/vocabulary.js';
import { type Dice } from '../engine/dice.js';
import { actors } from './callers.js';
import { inventedPerson } from './names.js';
import { type World } from './world.js';

export const register = (
  world: World,
  institutionId: string,
  role: PersonRole,
  dice: Dice,
  minor = false,
): Promise<Receipt | undefined> =>
  world.send(actors.vendor, RegisterPerson, {
    ...{ institutionId, role, minor, personal: inventedPerson(dice) },
    ...(minor ? { consent: true } : {}),
  });

/** Somebody who is addressed and is no candidate. */
export async function contactOf(world: World, institutionId: string, dice: Dice): Promise<string> {
  const registered = await register(world, institutionId, 'CONTACT', dice);
  if (registered === undefined) throw new Error('an invented contact was refused');
  return registered.id;
}

import { type Caller } from '#deciding/context.js';
import { type Segment } from '#institutions/contracts/vocabulary.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { AuthorizeReseller, RegisterReseller } from '#ordering/contracts/reseller-commands.js';
import { type ResellerType } from '#ordering/contracts/vocabulary.js';
import { type Dice } from '../engine/dice.js';
import { actors, resellerNamed } from './callers.js';
import { inventedName } from './names.js';
import { type Place } from './places.js';
import { register } from './people.js';
import { type World } from './world.js';

export interface Reseller {
  readonly resellerId: string;
  readonly caller: Caller;
}

/** Who sells to whom (R48). */
const typeFor: Readonly<Record<Segment, ResellerType>> = { ACADEMIC: 'AER', COMMERCIAL: 'LAR' };
const mostOfAType = 20;

/** One of the resellers of the type that may sell to such a customer; registered when it sells for the first time. */
export async function resellerFor(
  world: World,
  segment: Segment,
  place: Place,
  dice: Dice,
): Promise<Reseller> {
  const type = typeFor[segment];
  const number = `R-${type}-${dice.whole(1, mostOfAType)}`;
  const known = world.resellers.get(number);
  if (known !== undefined) return known;
  const { country, zone, region } = place;
  const organisation = await world.done(actors.vendor, RegisterInstitution, {
    name: inventedName(dice, 'COMPANY'),
    ...{ segment: 'COMMERCIAL' as const, country, region, zone },
  });
  const ordersContact = (await register(world, organisation, 'CONTACT', dice))?.id;
  const resellerId = await world.done(actors.vendor, RegisterReseller, {
    ...{ number, institutionId: organisation, authorization: { type, from: '2019-01-01' } },
    ...(ordersContact === undefined ? {} : { ordersContact }),
  });
  if (dice.chance(0.3)) {
    const other = type === 'AER' ? ('LAR' as const) : ('AER' as const);
    await world.send(actors.vendor, AuthorizeReseller, {
      resellerId,
      authorization: { type: other, from: world.today },
    });
  }
  const reseller = { resellerId, caller: resellerNamed(number.toLowerCase()) };
  world.resellers.set(number, reseller);
  return reseller;
}

import {
  ChangePriceLevel,
  DesignateContact,
  ExtendAgreement,
  TerminateAgreement,
} from '#ordering/contracts/agreement-commands.js';
import { ErasePerson, RecordPersonLeft } from '#institutions/contracts/person-commands.js';
import { localDateAt, plusDays } from '#kernel/calendar.js';
import { type Dice } from '../engine/dice.js';
import { actors } from './callers.js';
import { type Institution } from './institution.js';
import { register } from './people.js';
import { type World } from './world.js';

const day = 24;
const year = 365 * day;

/** What comes with the years: agreements are extended or end, levels and contacts change, people leave. */
export function beginContract(world: World, institution: Institution): void {
  const dice = world.dice.of(`contract ${institution.institutionId}`);
  if (!institution.endsNever)
    world.in((2.6 + dice.next() * 0.2) * year, () => endOrExtend(world, institution, dice));
  world.in((0.3 + dice.next()) * year, () => yearly(world, institution, dice));
}

async function endOrExtend(world: World, institution: Institution, dice: Dice): Promise<void> {
  const { agreementId } = institution;
  if (dice.chance(0.12)) {
    institution.gone = true;
    return;
  }
  const end = plusDays(world.today, 4 * 365);
  await world.send(institution.reseller, ExtendAgreement, { agreementId, end });
  world.in(3.6 * year, () => endOrExtend(world, institution, dice));
}

async function yearly(world: World, institution: Institution, dice: Dice): Promise<void> {
  const { agreementId } = institution;
  if (dice.chance(0.012) && !institution.gone) {
    institution.gone = true;
    const effectiveOn = localDateAt(world.now, institution.zone);
    await world.send(actors.vendor, TerminateAgreement, { agreementId, effectiveOn });
    return;
  }
  if (dice.chance(0.25)) {
    const effectiveFrom = plusDays(world.today, 30);
    const priceLevel = dice.pick(['A', 'B', 'C'] as const);
    await world.send(actors.vendor, ChangePriceLevel, { agreementId, priceLevel, effectiveFrom });
  }
  if (dice.chance(0.2)) await newContact(world, institution, dice);
  await someLeave(world, institution, dice);
  world.in(year, () => yearly(world, institution, dice));
}

async function newContact(world: World, institution: Institution, dice: Dice): Promise<void> {
  const { institutionId, agreementId } = institution;
  const registered = await register(world, institutionId, 'CONTACT', dice);
  if (registered === undefined) return;
  const contact = { role: 'NOTICES' as const, personRef: registered.id };
  await world.send(institution.reseller, DesignateContact, { agreementId, contact });
}

/** A code that they hold is never freed by it (R61); a few ask to be forgotten (E62). */
async function someLeave(world: World, institution: Institution, dice: Dice): Promise<void> {
  const { people, admins } = institution;
  for (let leaving = Math.floor(people.length * 0.06 * dice.next()); leaving > 0; leaving -= 1) {
    const [person] = people.splice(dice.whole(0, people.length - 1), 1);
    if (person === undefined) return;
    const { personRef } = person;
    // Now and then the ledger learns of it late.
    const effectiveAt = dice.chance(0.2) ? world.after(-dice.whole(24, 400)) : world.now;
    await world.send(admins[0], RecordPersonLeft, { personRef, effectiveAt });
    if (dice.chance(0.05)) await world.send(admins[0], ErasePerson, { personRef });
    world.live.leave(person);
  }
}

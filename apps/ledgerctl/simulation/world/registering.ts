import { AddEnrollment, RegisterAgreement } from '#ordering/contracts/agreement-commands.js';
import { type Program } from '#ordering/contracts/vocabulary.js';
import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { plusDays } from '#kernel/calendar.js';
import { type Dice } from '../engine/dice.js';
import { actors, administratorOf } from './callers.js';
import { type Institution, type Size } from './institution.js';
import { inventedName } from './names.js';
import { contactOf } from './people.js';
import { places } from './places.js';
import { resellerFor } from './resellers.js';
import { type World } from './world.js';

/** A customer as it comes: registered, accredited if it teaches, with contacts, an agreement and its enrollments. */
export async function registerInstitution(world: World): Promise<Institution> {
  const nth = world.number();
  const dice = world.dice.of(`institution ${nth}`);
  const segment = dice.weighed({ ACADEMIC: 62, COMMERCIAL: 38 });
  const level =
    segment === 'ACADEMIC' ? dice.pick(['SECONDARY', 'TWO_YEAR', 'FOUR_YEAR'] as const) : undefined;
  const place = dice.pick(places);
  const { country, zone, region, currency } = place;
  const { caller: reseller, resellerId } = await resellerFor(world, segment, place, dice);
  const institutionId = await world.done(reseller, RegisterInstitution, {
    name: inventedName(dice, level ?? 'COMPANY'),
    segment,
    ...(level === undefined ? {} : { level }),
    ...{ country, region, zone },
  });
  if (segment === 'ACADEMIC') {
    const validFrom = plusDays(world.today, -dice.whole(30, 900));
    const validUntil = plusDays(world.today, dice.whole(1200, 3600));
    const evidenceRef = `ACCREDITED-${nth}`;
    await world.send(actors.vendor, RecordAccreditation, {
      institutionId,
      evidenceRef,
      validFrom,
      validUntil,
    });
  }
  const contact = () => contactOf(world, institutionId, dice);
  const contacts = { online: await contact(), notices: await contact() };
  const contract = await contractFor(world, dice, {
    institutionId,
    nth,
    contacts,
    academic: level !== undefined,
  });
  const size = dice.weighed<Size>({ SMALL: 76, MEDIUM: 19, LARGE: 5 });
  const institution: Institution = {
    ...{ institutionId, segment, level, size, zone, region, country, currency, reseller },
    resellerId,
    admins: [administratorOf(institutionId, 1), administratorOf(institutionId, 2)],
    ...{ contacts, ...contract, people: [], catcId: undefined, catcActive: false, gone: false },
  };
  world.institutions.push(institution);
  world.live.institutions.set(institutionId, institution);
  return institution;
}

interface NewCustomer {
  readonly institutionId: string;
  readonly nth: number;
  readonly contacts: Institution['contacts'];
  readonly academic: boolean;
}

async function contractFor(
  world: World,
  dice: Dice,
  { institutionId, nth, contacts, academic }: NewCustomer,
) {
  const program: Program = academic
    ? dice.weighed({ EES: 5, SCHOOL_ENROLLMENT: 3, SELECT_PLUS_ACADEMIC: 2 })
    : dice.weighed({ EA: 4, SELECT: 3, SELECT_PLUS: 3 });
  const endsNever = program === 'SELECT_PLUS' || program === 'SELECT_PLUS_ACADEMIC';
  const start = plusDays(world.today, -dice.whole(1, 120));
  const agreementId = await world.done(actors.vendor, RegisterAgreement, {
    ...{ number: `E${String(nth).padStart(7, '0')}`, program, start, institutionId },
    priceLevel: dice.weighed({ A: 6, B: 2, C: 1, D: 1 }),
    ...(endsNever ? {} : { end: plusDays(start, 3 * 365) }),
    contacts: [
      { role: 'ONLINE', personRef: contacts.online },
      { role: 'NOTICES', personRef: contacts.notices },
    ],
  });
  const enrollments: string[] = [];
  for (let count = dice.whole(1, 3); count > 0; count -= 1) {
    const number = `7${String(nth).padStart(6, '0')}${count}`;
    enrollments.push(await world.done(actors.vendor, AddEnrollment, { agreementId, number, start }));
  }
  return { agreementId, endsNever, enrollments };
}

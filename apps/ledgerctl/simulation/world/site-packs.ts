import {
  AttestTechnicalRequirements,
  RecordCatcStatus,
  StartCatcApplication,
} from '#institutions/contracts/test-centre-commands.js';
import { DrawExam } from '#site-packs/contracts/draw-commands.js';
import { ActivateSitePack } from '#site-packs/contracts/pack-commands.js';
import { type SitePackOpened } from '#site-packs/contracts/pack-events.js';
import { ForfeitSeats, ReleaseSeats, ReserveSeats } from '#site-packs/contracts/session-commands.js';
import { plusDays } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { type Dice } from '../engine/dice.js';
import { actors, providerOf } from './callers.js';
import { examsFor } from './exams.js';
import { type Institution } from './institution.js';
import { register } from './people.js';
import { type World } from './world.js';

type Opened = Readonly<SitePackOpened>;
const certiport = providerOf.CERTIPORT;
const day = 24;

/** A pack is bought before its institution is a test centre, used in sessions through the year, and never quite up. */
export function useSitePack(world: World, institution: Institution, opened: Opened): void {
  const dice = world.dice.of(`pack ${opened.entitlementId}`);
  world.in(dice.whole(5, 300), async () => {
    if (institution.catcActive) return activate(world, institution, opened, dice);
    // Some never become one: the term runs all the same (R75).
    if (dice.chance(0.15)) return;
    const { institutionId, admins } = institution;
    await world.send(admins[0], StartCatcApplication, { institutionId, at: world.now });
    world.in(day * dice.whole(8, 70), async () => {
      await authorize(world, institution, dice);
      await activate(world, institution, opened, dice);
    });
  });
}

async function authorize(world: World, institution: Institution, dice: Dice): Promise<void> {
  const { institutionId } = institution;
  const effectiveAt = world.now;
  institution.catcId ??= `CATC-${90_000_000 + world.number()}`;
  const { catcId } = institution;
  if (institution.catcActive) return;
  await world.send(certiport, RecordCatcStatus, { institutionId, catcId, status: 'ACTIVE', effectiveAt });
  const evidenceRef = `TR-${world.number()}`;
  await world.send(certiport, AttestTechnicalRequirements, { institutionId, evidenceRef, effectiveAt });
  institution.catcActive = true;
  if (dice.chance(0.12))
    world.in(day * dice.whole(40, 500), () => loseForAWhile(world, institution, catcId, dice));
}

/** Lost, sometimes reported late (E51), and reinstated: the terms of the packs run meanwhile (E50). */
async function loseForAWhile(
  world: World,
  institution: Institution,
  catcId: string,
  dice: Dice,
): Promise<void> {
  const { institutionId } = institution;
  const effectiveAt = world.after(dice.chance(0.3) ? -dice.whole(24, 300) : 0);
  await world.send(certiport, RecordCatcStatus, { institutionId, catcId, status: 'SUSPENDED', effectiveAt });
  institution.catcActive = false;
  world.in(day * dice.whole(15, 80), async () => {
    const reinstated = { institutionId, catcId, status: 'ACTIVE' as const, effectiveAt: world.now };
    await world.send(certiport, RecordCatcStatus, reinstated);
    institution.catcActive = true;
  });
}

async function activate(world: World, institution: Institution, opened: Opened, dice: Dice): Promise<void> {
  const { catcId, contacts } = institution;
  if (catcId === undefined || world.now >= opened.expiresAt) return;
  const { entitlementId } = opened;
  await world.send(actors.vendor, ActivateSitePack, {
    entitlementId,
    catcId,
    licenseAcceptedBy: contacts.online,
  });
  const sessions = dice.whole(4, 24);
  const seats = Math.max(3, Math.ceil((opened.capacity * (0.5 + 0.55 * dice.next())) / sessions));
  const next = async (): Promise<void> => {
    if (world.now >= opened.expiresAt) return;
    await session(world, institution, opened, seats, dice);
    world.in(day * dice.whole(6, 26), next);
  };
  world.in(day * dice.whole(2, 20), next);
}

async function session(
  world: World,
  institution: Institution,
  { entitlementId, families, expiresAt }: Opened,
  seats: number,
  dice: Dice,
): Promise<void> {
  const sessionId = `S-${world.number()}`;
  const sessionStart = world.after(day * dice.whole(2, 9));
  if (sessionStart >= expiresAt) return;
  const isCloud = dice.chance(0.35);
  const reserved = await world.send(institution.admins[0], ReserveSeats, {
    ...{ entitlementId, sessionId, count: seats, sessionStart, zone: institution.zone },
    launch: isCloud ? 'COMPASS_CLOUD' : 'COMPASS',
  });
  if (reserved === undefined) return;
  if (dice.chance(0.04)) {
    await world.send(institution.admins[0], ReleaseSeats, { entitlementId, sessionId, cause: 'CANCELLED' });
    return;
  }
  const came = Math.max(1, seats - (dice.chance(0.4) ? dice.whole(0, 3) : 0));
  // Reported as the exams start, or some days late.
  const hours = (Date.parse(sessionStart) - Date.parse(world.now)) / 3_600_000;
  world.in(hours + (dice.chance(0.9) ? 1 : day * dice.whole(2, 20)), async () => {
    for (let seat = 1; seat <= came; seat += 1)
      await draw(world, institution, { entitlementId, sessionId, families }, sessionStart, dice);
    const noShows = seats - came;
    if (isCloud && noShows > 0)
      await world.send(certiport, ForfeitSeats, {
        entitlementId,
        sessionId,
        noShows,
        occurredAt: sessionStart,
      });
  });
}

async function draw(
  world: World,
  institution: Institution,
  pack: Pick<Opened, 'entitlementId' | 'families'> & { readonly sessionId: string },
  occurredAt: Instant,
  dice: Dice,
): Promise<void> {
  const { entitlementId, sessionId, families } = pack;
  const exams = examsFor(families, 'CERTIPORT', plusDays(occurredAt.slice(0, 10), 1));
  const { people, institutionId, zone } = institution;
  if (people.length < 40 || dice.chance(0.3)) {
    const registered = await register(world, institutionId, 'STUDENT', dice);
    if (registered !== undefined) {
      const person = { personRef: registered.id, codes: [] };
      people.push(person);
      world.live.enter(person);
    }
  }
  if (exams.length === 0 || people.length === 0) return;
  await world.send(certiport, DrawExam, {
    ...{ entitlementId, sessionId, drawKey: `EX-${world.number()}`, provider: 'CERTIPORT', reported: true },
    ...{ examCode: dice.pick(exams).code, personRef: dice.pick(people).personRef },
    ...{ occurredAt, occurredZone: zone },
  });
}

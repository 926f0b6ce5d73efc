import { AssignCodes, DiscloseToPersons } from '#entitlement/contracts/bulk.js';
import {
  AssignCode,
  DiscloseCode,
  ProposeVoidAssignment,
  ReassignCode,
  VoidAssignment,
  VoidCode,
} from '#entitlement/contracts/code-commands.js';
import { ReportCompromise } from '#entitlement/contracts/compromise.js';
import { DiscloseCodes } from '#entitlement/contracts/entitlement-commands.js';
import { derivedId } from '#kernel/ids.js';
import { type Dice } from '../engine/dice.js';
import { actors } from './callers.js';
import { sitExam } from './exam-journey.js';
import { type Institution, type Person } from './institution.js';
import { readLibrary } from './libraries.js';
import { type Pool } from './live-things.js';
import { register } from './people.js';
import { type World } from './world.js';

const week = 7 * 24;
/** Codes of one list or one bulk. */
const atOnce = 200;

/** The administrator hands codes out through the term, a few each week or two, and never all of them. */
export function handOut(world: World, pool: Pool): void {
  const dice = world.dice.of(`pool ${pool.entitlementId}`);
  const share = 0.3 + 0.65 * dice.next();
  const weeks = dice.whole(6, 44);
  const each = Math.max(1, Math.ceil((pool.capacity * share) / weeks));
  let left = Math.ceil(pool.capacity * share);
  const session = async (): Promise<void> => {
    const count = Math.min(each, left, pool.free.length, atOnce);
    if (count === 0 || world.now >= pool.expiresAt) return;
    left -= count;
    await handOutSome(world, pool, pool.free.splice(0, count), dice);
    world.in(week * (0.6 + dice.next()), session);
  };
  world.in(dice.whole(4, 500), session);
  if (dice.chance(0.25)) world.in(dice.whole(2, 200), () => discloseList(world, pool, dice));
  if (dice.chance(0.02)) world.in(dice.whole(300, 3000), () => voidDefective(world, pool, dice));
}

async function handOutSome(world: World, pool: Pool, codeIds: readonly string[], dice: Dice): Promise<void> {
  const { institution } = pool;
  const items: { codeId: string; person: Person }[] = [];
  for (const codeId of codeIds) {
    const person = await candidate(world, institution, dice);
    if (person === undefined) continue;
    person.codes.push(codeId);
    items.push({ codeId, person });
  }
  if (items.length === 0) return;
  const pairs = items.map(({ codeId, person }) => ({ codeId, personRef: person.personRef }));
  const [admin] = institution.admins;
  if (pairs.length > 4) await world.send(admin, AssignCodes, { items: pairs });
  else for (const pair of pairs) await world.send(admin, AssignCode, pair);
  await mistakes(world, pool, pairs, dice);
  world.in(1 + dice.next() * 60, async () => {
    if (pairs.length > 4) await world.send(admin, DiscloseToPersons, { items: pairs, channel: 'PORTAL' });
    else for (const pair of pairs) await world.send(admin, DiscloseCode, { ...pair, channel: 'EMAIL' });
    for (const { codeId, personRef } of pairs) {
      if (pool.provider === undefined) readLibrary(world, pool, { codeId, personRef });
      else sitExam(world, pool, { codeId, personRef });
    }
  });
}

/** Undone before anybody has seen the code, by two (R61); given to a colleague, which is refused. */
async function mistakes(
  world: World,
  { institution }: Pool,
  pairs: readonly { readonly codeId: string; readonly personRef: string }[],
  dice: Dice,
): Promise<void> {
  const [pair] = pairs;
  if (pair === undefined) return;
  const [admin, second] = institution.admins;
  const { codeId, personRef } = pair;
  if (dice.chance(0.01)) {
    const cause = dice.pick(['TYPING_ERROR', 'WRONG_PERSON'] as const);
    await world.send(admin, ProposeVoidAssignment, { codeId, cause });
    await world.send(second, VoidAssignment, { codeId });
    await world.send(admin, AssignCode, { codeId, personRef });
  }
  const other = institution.people.at(-1);
  if (dice.chance(0.006) && other !== undefined)
    await world.send(admin, ReassignCode, { codeId, personRef: other.personRef }, 'A colleague asked for it');
}

/** Somebody who is known already, or who is new. */
async function candidate(world: World, institution: Institution, dice: Dice): Promise<Person | undefined> {
  const { people, segment, level, institutionId } = institution;
  if (people.length > 0 && dice.chance(people.length > 2000 ? 0.9 : 0.35)) return dice.pick(people);
  const role =
    segment === 'COMMERCIAL' ? 'EMPLOYEE' : dice.weighed({ STUDENT: 84, FACULTY: 11, STAFF: 5 } as const);
  const isMinor = role === 'STUDENT' && level === 'SECONDARY' && dice.chance(0.6);
  const registered = await register(world, institutionId, role, dice, isMinor);
  if (registered === undefined) return undefined;
  const person = { personRef: registered.id, codes: [] };
  people.push(person);
  world.live.enter(person);
  return person;
}

/** The voucher list to a contact; now and then it was the wrong one, and all of it is compromised (E55). */
async function discloseList(world: World, pool: Pool, dice: Dice): Promise<void> {
  const { entitlementId, institution, capacity } = pool;
  const { institutionId, contacts, admins } = institution;
  const toSlot = Math.min(capacity, atOnce);
  const disclosed = await world.send(admins[0], DiscloseCodes, {
    ...{ entitlementId, contactRef: contacts.notices, channel: 'PORTAL', fromSlot: 1, toSlot },
  });
  if (disclosed === undefined || !dice.chance(0.04)) return;
  const disclosureId = derivedId('dis', disclosed.commandId);
  world.live.disclose(disclosureId, pool.free.slice(0, toSlot));
  world.in(dice.whole(2, 120), async () => {
    await world.send(admins[0], ReportCompromise, { institutionId, disclosureId, since: world.after(-1) });
  });
}

async function voidDefective(world: World, pool: Pool, dice: Dice): Promise<void> {
  const codeId = pool.free.pop();
  if (codeId === undefined) return;
  const cause = dice.pick(['DEFECTIVE', 'COMPROMISED'] as const);
  await world.send(actors.vendor, VoidCode, { codeId, cause, providerConfirmed: cause === 'COMPROMISED' });
}

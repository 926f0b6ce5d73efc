import { type Look } from '#deciding/binding.js';
import { messageOf } from '#messages/command.js';
import { Refusal } from '#kernel/refusal.js';
import { type AllocateDraw, DrawExam } from '../contracts/draw-commands.js';
import { type SitePackPool } from '../contracts/pool-facts.js';
import { type AllocationFacts, drawOrder, lastResort } from '../domain/allocating.js';
import { FamilyNotCovered, NoSitePack, SitePackExhausted } from '../domain/refusals.js';
import { type Pack } from '../domain/site-pack.js';
import { familiesOf } from './looking.js';
import { sitePacks } from './site-packs.js';

/**
 * Draws from the pack that comes first, as part of this command. A pack whose last unit somebody else takes meanwhile is
 * left for the next. The pack itself knows which exams it has paid for, so a report that comes again ends where the first
 * one did, even when that was stopped half-way.
 */
export async function allocationFacts(
  command: AllocateDraw,
  look: Look,
  pool: SitePackPool,
): Promise<AllocationFacts> {
  const packs = await openPacks(look, pool);
  if (packs.length === 0) return { drawnFrom: NoSitePack() };
  const already = packs.find(({ draws }) => draws.has(command.drawKey));
  if (already !== undefined) return { drawnFrom: already.opened.entitlementId };
  const families = await familiesOf(command, look);
  const wanted = { families, occurredAt: command.occurredAt, sessionId: command.sessionId };
  const order = drawOrder(packs, wanted);
  let refused: Refusal = packs.some(({ opened }) => opened.families.some((each) => families.includes(each)))
    ? SitePackExhausted()
    : FamilyNotCovered({ examCode: command.examCode }, '/examCode');
  // A dry run draws nothing: it tells which pack would be asked.
  if (look.tell === undefined) return { drawnFrom: order[0]?.opened.entitlementId ?? refused };
  for (const pack of order) {
    const drawnFrom = await draw(look, command, pack, false);
    if (!(drawnFrom instanceof Refusal)) return { drawnFrom };
    refused = drawnFrom;
    if (refused.type.code !== SitePackExhausted.code) break;
  }
  const left = lastResort(packs, wanted);
  // No pack that could pay was asked: the likeliest one says best why not.
  if (command.reported !== true && order.length > 0) return { drawnFrom: refused };
  if (left === undefined) return { drawnFrom: refused };
  return { drawnFrom: await draw(look, command, left, command.reported === true) };
}

async function openPacks(look: Look, { packs }: SitePackPool): Promise<readonly Pack[]> {
  const states = await Promise.all(packs.map(({ entitlementId }) => look.at(sitePacks, entitlementId)));
  return states.filter((state) => state?.kind === 'OPEN');
}

async function draw(
  look: Look,
  { institutionId: _, reported: __, ...command }: AllocateDraw,
  { opened: { entitlementId } }: Pack,
  reported: boolean,
): Promise<string | Refusal> {
  const drawing = messageOf(DrawExam, {
    ...command,
    entitlementId,
    allocation: 'DRAW_ORDER',
    ...(reported ? { reported } : {}),
  });
  const answer = await look.tell?.(drawing, `${entitlementId}${reported ? ' reported' : ''}`);
  return answer instanceof Refusal ? answer : entitlementId;
}

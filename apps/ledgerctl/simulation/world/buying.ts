import { ConfirmMembershipEligibility } from '#membership/contracts/membership-commands.js';
import { type RequestedLine } from '#ordering/contracts/order-commands.js';
import { type Dice } from '../engine/dice.js';
import { actors } from './callers.js';
import { type Institution, type Size } from './institution.js';
import { OrderJourney } from './ordering.js';
import { type World } from './world.js';

/** Codes of one line: class packs in thirties, the others one by one. */
const codesOf: Readonly<Record<Size, readonly [number, number]>> = {
  SMALL: [3, 45],
  MEDIUM: [30, 180],
  LARGE: [120, 1200],
};

type Product = 'CP-30' | 'MCP-1' | 'EREF' | 'SP-500' | 'SP-125-MTA' | 'SP-125-MOS' | 'MSIA';

const wanted = ({ segment }: Institution, dice: Dice): Product =>
  segment === 'COMMERCIAL'
    ? dice.weighed({ 'MCP-1': 68, EREF: 32 })
    : dice.weighed({
        ...{ 'CP-30': 38, 'MCP-1': 20, EREF: 14, MSIA: 8 },
        ...{ 'SP-500': 6, 'SP-125-MTA': 6, 'SP-125-MOS': 8 },
      });

/** Packs of a line, and roughly how many events will come of it in its life. */
function sized(
  product: Product,
  institution: Institution,
  largest: number,
  dice: Dice,
): { readonly packs: number; readonly events: number } {
  if (product === 'MSIA') return { packs: 1, events: 6 };
  if (product.startsWith('SP-')) return { packs: 1, events: product === 'SP-500' ? 420 : 170 };
  const [least, most] = codesOf[institution.size];
  // Few are large: the square of a chance prefers the small.
  const codes = Math.min(largest, Math.round(least + (most - least) * dice.next() ** 2));
  const packs = product === 'CP-30' ? Math.max(1, Math.round(codes / 30)) : codes;
  return { packs, events: 12 + (product === 'CP-30' ? packs * 30 : codes) * 8 };
}

/** Places an order as an institution of its kind does. @returns roughly how many events will come of it */
export async function buy(world: World, institution: Institution): Promise<number> {
  const dice = world.dice.of(`order ${world.number()}`);
  const products = new Set([wanted(institution, dice)]);
  while (dice.chance(0.18)) products.add(wanted(institution, dice));
  const lines: RequestedLine[] = [];
  let events = 24;
  for (const productKey of products) {
    if (productKey === 'MSIA') await confirmEligibility(world, institution);
    const { packs, events: expected } = sized(productKey, institution, world.largestOrder, dice);
    const isOpen = !institution.endsNever && dice.chance(0.12);
    lines.push({ productKey, packs, termModel: isOpen ? 'REMAINING_AGREEMENT' : 'TWELVE_MONTH' });
    events += expected;
  }
  await new OrderJourney(world, institution, dice, lines).place();
  return events;
}

async function confirmEligibility(world: World, { institutionId }: Institution): Promise<void> {
  const evidenceRef = `MSIA-CHECK-${world.number()}`;
  await world.send(actors.vendor, ConfirmMembershipEligibility, { institutionId, evidenceRef });
}

import { balanceAt } from '#site-packs/contracts/balance.js';
import { type Pack } from '#site-packs/domain/site-pack.js';
import { type Instant } from '#kernel/time.js';
import { type CodeAsOf } from './code.js';

/** Where every unit of an entitlement stands. */
export interface Units {
  readonly capacity: number;
  /** Added, or taken when negative. */
  readonly adjusted: number;
  /** Slots without a code. */
  readonly unissued: number;
  /** Neither assigned, reserved nor used; negative when a site pack is overdrawn (E49). */
  readonly available: number;
  readonly assigned: number;
  readonly reserved: number;
  readonly redeemed: number;
  readonly forfeited: number;
  readonly expired: number;
  readonly voided: number;
}

export const noUnits: Units = {
  ...{ capacity: 0, adjusted: 0, unissued: 0, available: 0, assigned: 0 },
  ...{ reserved: 0, redeemed: 0, forfeited: 0, expired: 0, voided: 0 },
};
export const unitNames = Object.keys(noUnits) as readonly (keyof Units)[];

export const sumOf = (all: readonly Units[]): Units => {
  const sum = (name: keyof Units): number => all.reduce((total, units) => total + units[name], 0);
  return Object.fromEntries(unitNames.map((name) => [name, sum(name)])) as Record<keyof Units, number>;
};

/** I23: every unit stands in exactly one place. */
export const addsUp = ({ capacity, adjusted, ...places }: Units): boolean =>
  Object.values(places).reduce((sum, units) => sum + units, 0) === capacity + adjusted;

const placeOf: Readonly<Record<CodeAsOf['status'], keyof Units>> = {
  ISSUED: 'available',
  ASSIGNED: 'assigned',
  DISCLOSED: 'assigned',
  RESERVED: 'reserved',
  REDEEMED: 'redeemed',
  ACTIVATED: 'redeemed',
  FORFEITED: 'forfeited',
  EXPIRED: 'expired',
  VOIDED: 'voided',
};

/** A slot stands where its latest code does: a replaced one counts no more (I30). */
export function unitsOfCodes(
  { capacity, adjusted }: Pick<Units, 'capacity' | 'adjusted'>,
  codes: readonly CodeAsOf[],
): Units {
  const bySlot = new Map<number, CodeAsOf>();
  for (const code of codes) {
    const other = bySlot.get(code.slot);
    if (other === undefined || other.batchNo < code.batchNo) bySlot.set(code.slot, code);
  }
  const counted: Record<keyof Units, number> = {
    ...noUnits,
    capacity,
    adjusted,
    unissued: capacity + adjusted - bySlot.size,
  };
  for (const { status } of bySlot.values()) counted[placeOf[status]] += 1;
  return counted;
}

export function unitsOfPack(pack: Pack, at: Instant): Units {
  const { capacity, adjusted, reserved, drawn, forfeited } = pack;
  const units = balanceAt({ capacity, adjusted, reserved, drawn, forfeited }, pack.opened.expiresAt, at);
  const { available, expired, reserved: held } = units;
  return { ...noUnits, capacity, adjusted, available, reserved: held, redeemed: drawn, forfeited, expired };
}

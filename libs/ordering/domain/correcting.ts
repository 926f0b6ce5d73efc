import { type Actor, type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { compareMoney, isMoney, minorUnits, money, sumMoney } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import {
  type ApproveCorrection,
  type CorrectedLine,
  type ProposeCorrection,
} from '../contracts/invoice-commands.js';
import {
  type CorrectedNet,
  type CorrectedPacks,
  CorrectionProposed,
  InvoiceCorrected,
} from '../contracts/invoice-events.js';
import {
  AccessNotAdded,
  CorrectedByPersons,
  CorrectionRaises,
  CreditNumberUsed,
  OrderNotInvoiced,
  PacksWithoutNet,
  ProposalNotCurrent,
  SecondPersonNeeded,
  TooManyVouchers,
} from './invoice-refusals.js';
import { type LinePacks, type Order, type OrderEvent, type Proposed } from './order.js';
import { LineUnknown, NotInCurrency, OrderUnknown } from './order-refusals.js';

export interface Correction {
  readonly lines: readonly CorrectedNet[];
  readonly total: string;
  /** Nothing of the invoice is left: an anchor stops binding later orders (E8). */
  readonly toZero: boolean;
}

/** What the invoice comes to after the credit note; pure, so that it is known before the group is told. */
export function correctionOf(
  command: Pick<ProposeCorrection, 'creditNo' | 'lines'>,
  { placed, invoice }: Order,
): Correction | Refusal {
  if (placed === undefined) return OrderUnknown();
  if (invoice === undefined) return OrderNotInvoiced();
  if (invoice.creditNos.includes(command.creditNo)) return CreditNumberUsed({}, '/creditNo');
  const { currency } = placed;
  const nets = new Map(invoice.nets);
  const lines: CorrectedNet[] = [];
  for (const [index, line] of command.lines.entries()) {
    const { lineNo, net } = line;
    const from = nets.get(lineNo);
    if (from === undefined) return LineUnknown({ lineNo }, `/lines/${index}/lineNo`);
    if (!isMoney(net, currency)) return NotInCurrency({ currency }, `/lines/${index}/net`);
    const to = money(net, currency);
    const packs = packsOf(line, invoice.packs.get(lineNo), minorUnits(to) === 0n, `/lines/${index}/packs`);
    if (packs instanceof Refusal) return packs;
    const rise = compareMoney(to, money(from, currency));
    // More packs may cost more; the same money for other packs is a correction, too.
    if (rise > 0 ? !(packs !== undefined && packs.to > packs.from) : rise === 0 && packs === undefined)
      return CorrectionRaises({ lineNo, from }, `/lines/${index}/net`);
    nets.set(lineNo, to.amount);
    lines.push({ lineNo, from, to: to.amount, ...(packs && { packs }) });
  }
  const total = sumMoney(
    [...nets.values()].map((net) => money(net, currency)),
    currency,
  );
  return { lines, total: total.amount, toZero: minorUnits(total) === 0n };
}

/** How the packs change; undefined when they stay. Vouchers are never prorated: whole packs or none (I12, I13). */
function packsOf(
  { lineNo, packs: wanted }: CorrectedLine,
  billed: LinePacks | undefined,
  isFree: boolean,
  pointer: string,
): CorrectedPacks | Refusal | undefined {
  const from = billed?.packs ?? 0;
  const to = wanted ?? (isFree ? 0 : from);
  if ((to === 0) !== isFree) return PacksWithoutNet({ lineNo }, pointer);
  if (to === from || billed === undefined) return undefined;
  if (to > from && billed.fulfilment === 'ACCESS') return AccessNotAdded({ lineNo }, pointer);
  if (to * billed.packSize > maxVouchers) return TooManyVouchers({ lineNo, packs: to }, pointer);
  return { from, to };
}

/** What an entitlement holds at most, as when it is granted. */
const maxVouchers = 100_000;

/** The first of two persons: nothing is corrected yet (I38). */
export const proposeCorrection: Decision<ProposeCorrection, Order, OrderEvent> = (
  command,
  order,
  { actor },
) => {
  const correction = correctionOf(command, order);
  if (correction instanceof Refusal) return correction;
  if (actor.kind === 'process') return CorrectedByPersons();
  const { orderId, creditNo, reason } = command;
  const { lines } = correction;
  const proposal = order.proposals + 1;
  return [event(CorrectionProposed, { orderId, proposal, creditNo, lines, reason, proposedBy: actor.id })];
};

/** What the proposal comes to, if that person may approve it. */
export function approvedCorrection(
  { proposal }: Pick<ApproveCorrection, 'proposal'>,
  order: Order,
  actor: Actor,
): (Correction & Proposed) | Refusal {
  if (order.placed === undefined) return OrderUnknown();
  const { proposed } = order;
  if (proposed?.proposal !== proposal) return ProposalNotCurrent({ proposal }, '/proposal');
  if (actor.kind === 'process') return CorrectedByPersons();
  if (actor.id === proposed.proposedBy || actor.onBehalfOf === proposed.proposedBy)
    return SecondPersonNeeded();
  const lines = proposed.lines.map(({ lineNo, to, packs }) => ({
    ...{ lineNo, net: to },
    ...(packs && { packs: packs.to }),
  }));
  const correction = correctionOf({ creditNo: proposed.creditNo, lines }, order);
  return correction instanceof Refusal ? correction : { ...proposed, ...correction };
}

/** Billed wrongly and put right; no event gives money back for codes that were not used (R62, I29). */
export const approveCorrection: Decision<ApproveCorrection, Order, OrderEvent> = (
  command,
  order,
  { actor },
) => {
  const approved = approvedCorrection(command, order, actor);
  if (approved instanceof Refusal) return approved;
  if (order.invoice === undefined) return OrderNotInvoiced();
  const { issuer, invoiceNo, billing } = order.invoice;
  const { orderId } = command;
  const { creditNo, lines, total, toZero, reason } = approved;
  const of = { orderId, issuer, invoiceNo, ...(billing > 1 && { billing }) };
  const credit = { ...of, creditNo, lines, total, toZero, reason };
  return [event(InvoiceCorrected, { ...credit, approvedBy: actor.id })];
};

/** Products of which the correction leaves nothing. */
export function zeroedProducts(
  lines: readonly { readonly lineNo: number; readonly productKey: string }[],
  nets: ReadonlyMap<number, string>,
  corrected: readonly CorrectedNet[],
  currency: string,
): readonly string[] {
  const after = new Map([...nets, ...corrected.map(({ lineNo, to }) => [lineNo, to] as const)]);
  return [...Map.groupBy(lines, ({ productKey }) => productKey)]
    .filter(([, group]) => group.every(({ lineNo }) => isZero(after.get(lineNo) ?? '0', currency)))
    .map(([productKey]) => productKey);
}

const isZero = (net: string, currency: string): boolean => minorUnits(money(net, currency)) === 0n;

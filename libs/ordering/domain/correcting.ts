import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { compareMoney, isMoney, minorUnits, money, sumMoney } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import { type CorrectInvoice } from '../contracts/invoice-commands.js';
import { type CorrectedNet, InvoiceCorrected } from '../contracts/invoice-events.js';
import {
  CorrectionRaises,
  CreditNumberUsed,
  OrderNotInvoiced,
  SecondPersonNeeded,
} from './invoice-refusals.js';
import { type Order, type OrderEvent } from './order.js';
import { LineUnknown, NotInCurrency, OrderUnknown } from './order-refusals.js';

export interface Correction {
  readonly lines: readonly CorrectedNet[];
  readonly total: string;
  /** Nothing of the invoice is left: an anchor stops binding later orders (E8). */
  readonly toZero: boolean;
}

/** What the invoice comes to after the credit note; pure, so that it is known before the group is told. */
export function correctionOf(
  command: CorrectInvoice,
  { placed, invoice }: Order,
  actorId: string,
): Correction | Refusal {
  if (placed === undefined) return OrderUnknown();
  if (invoice === undefined) return OrderNotInvoiced();
  if (command.approvedBy === actorId) return SecondPersonNeeded({}, '/approvedBy');
  if (invoice.creditNos.includes(command.creditNo)) return CreditNumberUsed({}, '/creditNo');
  const { currency } = placed;
  const nets = new Map(invoice.nets);
  const lines: CorrectedNet[] = [];
  for (const [index, { lineNo, net }] of command.lines.entries()) {
    const from = nets.get(lineNo);
    if (from === undefined) return LineUnknown({ lineNo }, `/lines/${index}/lineNo`);
    if (!isMoney(net, currency)) return NotInCurrency({ currency }, `/lines/${index}/net`);
    const to = money(net, currency);
    if (compareMoney(to, money(from, currency)) >= 0)
      return CorrectionRaises({ lineNo, from }, `/lines/${index}/net`);
    nets.set(lineNo, to.amount);
    lines.push({ lineNo, from, to: to.amount });
  }
  const total = sumMoney(
    [...nets.values()].map((net) => money(net, currency)),
    currency,
  );
  return { lines, total: total.amount, toZero: minorUnits(total) === 0n };
}

/** Billed wrongly and put right; no event gives money back for codes that were not used (R62, I29). */
export const correctInvoice: Decision<CorrectInvoice, Order, OrderEvent> = (command, order, { actor }) => {
  const { orderId, creditNo, reason, approvedBy } = command;
  const correction = correctionOf(command, order, actor.id);
  if (correction instanceof Refusal) return correction;
  if (order.invoice === undefined) return OrderNotInvoiced();
  const { issuer, invoiceNo } = order.invoice;
  return [
    event(InvoiceCorrected, { orderId, issuer, invoiceNo, creditNo, ...correction, reason, approvedBy }),
  ];
};

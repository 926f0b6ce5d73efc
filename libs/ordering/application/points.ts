import { productFacts } from '#catalogue/contracts/product-facts.js';
import { type Aggregate } from '#deciding/aggregate.js';
import { decisionsOf, type Look } from '#deciding/binding.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Refusal } from '#kernel/refusal.js';
import { type CalendarDate, type Instant, type Zone } from '#kernel/time.js';
import { agreementFacts } from '../contracts/agreement-facts.js';
import { type InvoiceCorrected, type OrderInvoiced } from '../contracts/invoice-events.js';
import { orderFacts } from '../contracts/order-facts.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import { CountPoints, RecountPoints } from '../contracts/points-commands.js';
import { AgreementUnknown } from '../domain/agreement-refusals.js';
import { OrderUnknown } from '../domain/order-refusals.js';
import {
  countPoints,
  type Points,
  type PointsEvent,
  type PointsFacts,
  pointsFold,
  recountPoints,
} from '../domain/points.js';

/** The streams `points-{agr_…}`. */
export const points: Aggregate<Points, PointsEvent> = {
  category: 'points',
  events: orderingEvents,
  fold: pointsFold,
  tenant: ({ institutionId }) => institutionId,
};

const agreementId = (command: { readonly agreementId: string }): string => command.agreementId;

export const pointsDecisions = decisionsOf(points)
  .on({
    command: CountPoints,
    id: agreementId,
    facts: (command, look) => pointsOf(command, command.decidedAt, look),
    decide: countPoints,
  })
  .on({
    command: RecountPoints,
    id: agreementId,
    facts: (command, look) => pointsOf(command, command.correctedAt, look),
    decide: recountPoints,
  });

type Meant = Pick<CountPoints, 'agreementId' | 'orderId' | 'issuer' | 'invoiceNo'>;

async function pointsOf(command: Meant, at: Instant | undefined, look: Look): Promise<PointsFacts | Refusal> {
  const [{ registered }, { invoiced, zeroed, corrections }] = await Promise.all([
    look.at(agreementFacts, command.agreementId),
    look.at(orderFacts, command.orderId),
  ]);
  if (registered === undefined) return AgreementUnknown({}, '/agreementId');
  if (invoiced === undefined) return OrderUnknown({}, '/orderId');
  const { institutionId, start: agreementStart } = registered;
  const { issuer, invoiceNo, invoiceDate } = invoiced;
  // Billed anew: nothing is left of the one before.
  const isMeant = issuer === command.issuer && invoiceNo === command.invoiceNo && !zeroed;
  const facts = { institutionId, agreementStart, invoiceDate };
  const countedOn = laterOf(invoiceDate, at && localDateAt(at, await zoneOf(institutionId, look)));
  if (!isMeant) return { ...facts, countedOn, lines: undefined };
  const billed = packsBilled(invoiced, corrections);
  const lines = await Promise.all(
    invoiced.lines.map(async ({ lineNo, productKey, packs }) => {
      const { terms } = await look.reference(productFacts, productKey);
      return { lineNo, packs: billed.get(lineNo) ?? packs, perPack: terms?.points ?? 0 };
    }),
  );
  return { ...facts, countedOn, lines };
}

const laterOf = (date: CalendarDate, other: CalendarDate | undefined): CalendarDate =>
  other !== undefined && other > date ? other : date;

const zoneOf = async (institutionId: string, look: Look): Promise<Zone> =>
  (await look.at(institutionFacts, institutionId)).registered?.zone ?? 'UTC';

/** Packs of lines that credit notes of the invoice have changed. */
const packsBilled = (
  { issuer, invoiceNo }: OrderInvoiced,
  corrections: readonly InvoiceCorrected[],
): ReadonlyMap<number, number> =>
  new Map(
    corrections
      .filter((credit) => credit.issuer === issuer && credit.invoiceNo === invoiceNo)
      .flatMap(({ lines }) => lines)
      .flatMap(({ lineNo, packs }) => (packs === undefined ? [] : [[lineNo, packs.to] as const])),
  );

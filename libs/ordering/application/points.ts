import { productFacts } from '#catalogue/contracts/product-facts.js';
import { type Aggregate } from '#deciding/aggregate.js';
import { decisionsOf, type Look } from '#deciding/binding.js';
import { type Refusal } from '#kernel/refusal.js';
import { agreementFacts } from '../contracts/agreement-facts.js';
import { orderFacts } from '../contracts/order-facts.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import { CountPoints, TakeBackPoints } from '../contracts/points-commands.js';
import { AgreementUnknown } from '../domain/agreement-refusals.js';
import { OrderUnknown } from '../domain/order-refusals.js';
import {
  countPoints,
  type Points,
  type PointsEvent,
  type PointsFacts,
  pointsFold,
  takeBackPoints,
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
    facts: (command, look) => pointsOf(command, look),
    decide: countPoints,
  })
  .on({ command: TakeBackPoints, id: agreementId, decide: takeBackPoints });

async function pointsOf(command: CountPoints, look: Look): Promise<PointsFacts | Refusal> {
  const [{ registered }, { invoiced, zeroed }] = await Promise.all([
    look.at(agreementFacts, command.agreementId),
    look.at(orderFacts, command.orderId),
  ]);
  if (registered === undefined) return AgreementUnknown({}, '/agreementId');
  if (invoiced === undefined) return OrderUnknown({}, '/orderId');
  const { institutionId, start: agreementStart } = registered;
  const { issuer, invoiceNo, invoiceDate, lines } = invoiced;
  const isMeant = issuer === command.issuer && invoiceNo === command.invoiceNo && !zeroed;
  const counted = await Promise.all(
    lines.map(async ({ productKey, packs }) => {
      const { terms } = await look.reference(productFacts, productKey);
      return packs * (terms?.points ?? 0);
    }),
  );
  const sum = counted.reduce((total, each) => total + each, 0);
  return { institutionId, agreementStart, invoiceDate, points: isMeant ? sum : undefined };
}

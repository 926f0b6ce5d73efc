import { type Look } from '#deciding/binding.js';
import { type Effect, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { OrderAmended, OrderCancelled, OrderProcessed } from '#ordering/contracts/order-events.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { NotificationSent } from '../contracts/mailing.js';
import { MeetSla, StartSlaClock, SupersedeSla } from '../contracts/sla.js';
import { addressedBy, ask, onlineContacts } from './notifying.js';
import { promisedTo } from './promises.js';

const subjectOf = (orderId: string, revision: number) => `${orderId}:${revision}`;
/** Subject of the mail that takes a welcome back. */
const recallOf = (orderId: string) => `${orderId}:recalled`;
const welcome = (orderId: string, revision: number) =>
  ({ subject: subjectOf(orderId, revision), kind: 'SITE_PACK_WELCOME' }) as const;

async function mail(orderId: string, subject: string, look: Look): Promise<readonly Effect[]> {
  const addressed = await addressedBy(orderId, look);
  return addressed === undefined
    ? []
    : ask('N4', subject, onlineContacts(addressed), addressed.institutionId);
}

/**
 * The welcome of a site pack (N4): within 24 hours after the vendor has processed the order, whether or not it is
 * invoiced by then (R67). Who cancels after it gets it recalled (E33).
 */
export const welcoming: Process = processNamed('welcoming')
  .when(OrderProcessed, async ({ data: { orderId, revision, processedAt }, metadata }, look) => {
    const { lines } = await look.at(orderFacts, orderId);
    if (lines.every(({ fulfilment }) => fulfilment !== 'BALANCE')) return [];
    const clock = { ...welcome(orderId, revision), ...promisedTo(metadata.institutionId) };
    return [
      // The clock first: the mail ends it.
      send(messageOf(StartSlaClock, { ...clock, startedAt: processedAt })),
      ...(await mail(orderId, subjectOf(orderId, revision), look)),
    ];
  })
  // The first mail that the server has taken counts (E56); what comes later finds the clock ended.
  .when(NotificationSent, ({ data: { template, subject, sentAt } }) =>
    template === 'N4' && !subject.endsWith(':recalled')
      ? [send(messageOf(MeetSla, { subject, kind: 'SITE_PACK_WELCOME', at: sentAt }))]
      : [],
  )
  .when(OrderAmended, ({ data }) => [send(messageOf(SupersedeSla, welcome(data.orderId, data.revision - 1)))])
  .when(OrderCancelled, async ({ data: { orderId, revision } }, look) => {
    const superseded = send(messageOf(SupersedeSla, welcome(orderId, revision)));
    const { lines, processedAt } = await look.at(orderFacts, orderId);
    const wasWelcomed = processedAt !== undefined && lines.some(({ fulfilment }) => fulfilment === 'BALANCE');
    return wasWelcomed ? [superseded, ...(await mail(orderId, recallOf(orderId), look))] : [superseded];
  });

import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import {
  OrderAcknowledged,
  OrderAmended,
  OrderCancelled,
  OrderProcessed,
  OrderRejected,
} from '#ordering/contracts/order-events.js';
import { EntitlementAdjusted, IssuanceCompleted } from '#entitlement/contracts/entitlement-events.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { BreachSla, MeetSla, SlaClockStarted, StartSlaClock, SupersedeSla } from '../contracts/sla.js';

const acknowledgement = (orderId: string, revision: number) =>
  ({ subject: `${orderId}:${revision}`, kind: 'ACK_48H' }) as const;
const delivery = (entitlementId: string) => ({ subject: entitlementId, kind: 'CODE_DELIVERY' }) as const;

export const promisedTo = (institutionId: string | undefined) =>
  institutionId === undefined ? {} : { institutionId };

const supersede = (orderId: string, revision: number): Effect[] => [
  send(messageOf(SupersedeSla, acknowledgement(orderId, revision))),
];

/** Starts, meets and supersedes the clocks of what was promised (R64, R65, E31, E33). */
export const promises: Process = processNamed('promises')
  .when(OrderProcessed, ({ data, metadata }) => [
    send(
      messageOf(StartSlaClock, {
        ...acknowledgement(data.orderId, data.revision),
        startedAt: data.processedAt,
        ...promisedTo(metadata.institutionId),
      }),
    ),
  ])
  .when(OrderAcknowledged, ({ data }) => [
    send(messageOf(MeetSla, { ...acknowledgement(data.orderId, data.revision), at: data.sentAt })),
  ])
  .when(OrderAmended, ({ data }) => supersede(data.orderId, data.revision - 1))
  .when(OrderCancelled, ({ data }) => supersede(data.orderId, data.revision))
  .when(OrderRejected, ({ data }) => supersede(data.orderId, data.revision))
  // Per line, and open until the last slot has its code (E35).
  .when(OrderInvoiced, ({ data, metadata }) =>
    data.matchesRevision
      ? data.lines
          .filter(({ fulfilment }) => fulfilment === 'CODES')
          .map(({ lineNo }) =>
            send(
              messageOf(StartSlaClock, {
                ...delivery(entitlementIdOf(data.orderId, lineNo, data.billing)),
                startedAt: metadata.occurredAt,
                calendarId: data.calendarId,
                dayZero: data.invoiceDate,
                ...promisedTo(data.institutionId),
              }),
            ),
          )
      : [],
  )
  // Nothing is left to deliver of a line that was taken back.
  .when(EntitlementAdjusted, ({ data: { entitlementId, fulfilment, packsTo } }) =>
    fulfilment === 'CODES' && packsTo === 0 ? [send(messageOf(SupersedeSla, delivery(entitlementId)))] : [],
  )
  .when(IssuanceCompleted, ({ data }) => [
    send(messageOf(MeetSla, { ...delivery(data.entitlementId), at: data.completedAt })),
  ]);

/** Looks at each clock when it is due; a clock that has met its promise by then has its one outcome already. */
export const breaches: Process = processNamed('breaches').when(
  SlaClockStarted,
  ({ data: { subject, kind, dueAt } }) => [
    at(dueAt, `${kind}:${subject}`, send(messageOf(BreachSla, { subject, kind }))),
  ],
);

import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import {
  type BookingReleased,
  codeEvents,
  type CodeForfeited,
  type CodeIssued,
  type CodeRedeemed,
  type CodeReserved,
  type CodeTermShortened,
  type CorrectionRecorded,
} from './code-events.js';

/** What was reported of a code: the booking that is live and the use that counts. */
export interface CodeUseFacts {
  readonly issued?: Readonly<CodeIssued>;
  readonly booking?: Readonly<CodeReserved> | undefined;
  readonly consumption?: { readonly key: string; readonly occurredAt: Instant } | undefined;
}

type Known = EventOf<
  | typeof CodeIssued
  | typeof CodeReserved
  | typeof BookingReleased
  | typeof CodeRedeemed
  | typeof CodeForfeited
  | typeof CodeTermShortened
  | typeof CorrectionRecorded
>;

export const codeUseFacts: Aggregate<CodeUseFacts, Known> = {
  category: 'code',
  view: 'code-uses',
  events: codeEvents,
  tenant: ({ issued }) => issued?.institutionId,
  fold: {
    initial: {},
    evolve(facts, event) {
      switch (event.type) {
        case 'CodeIssued':
          return { issued: event.data };
        case 'CodeReserved':
          return { ...facts, booking: event.data };
        case 'BookingReleased':
          return facts.booking?.bookingKey === event.data.bookingKey
            ? { ...facts, booking: undefined }
            : facts;
        case 'CodeRedeemed':
          return used(facts, event.data.registrationKey, event.data.occurredAt);
        case 'CodeForfeited':
          return used(facts, event.data.bookingKey, event.data.occurredAt);
        case 'CodeTermShortened':
          return facts.issued === undefined
            ? facts
            : { ...facts, issued: { ...facts.issued, expiresAt: event.data.expiresAt } };
        case 'CorrectionRecorded':
          return { ...facts, consumption: undefined };
        default:
          return facts;
      }
    },
  },
};

const used = (facts: CodeUseFacts, key: string, occurredAt: Instant): CodeUseFacts => ({
  ...facts,
  booking: undefined,
  consumption: { key, occurredAt },
});

import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { type Instant } from '#kernel/time.js';
import { slaEvents } from './events.js';
import {
  type SlaBreached,
  type SlaClockSettled,
  type SlaClockStarted,
  type SlaKind,
  type SlaMet,
} from './sla.js';

/** What others may know of the clock of a promise. */
export interface SlaFacts {
  readonly started?: Readonly<SlaClockStarted>;
  readonly metAt?: Instant;
  readonly breachedAt?: Instant;
}

type Known = EventOf<typeof SlaClockStarted | typeof SlaClockSettled | typeof SlaMet | typeof SlaBreached>;

export const slaFacts: Aggregate<SlaFacts, Known> = {
  category: 'sla',
  view: 'sla-facts',
  events: slaEvents,
  tenant: () => undefined,
  fold: {
    initial: {},
    evolve(facts, event) {
      switch (event.type) {
        case 'SlaClockStarted':
          return { started: event.data };
        case 'SlaClockSettled':
          return facts.started === undefined
            ? facts
            : { ...facts, started: { ...facts.started, ...event.data, provisional: false } };
        case 'SlaMet':
          return { ...facts, metAt: event.data.at };
        case 'SlaBreached':
          return { ...facts, breachedAt: event.data.at };
        default:
          return facts;
      }
    },
  },
};

export const slaIdOf = ({ subject, kind }: { readonly subject: string; readonly kind: SlaKind }): string =>
  naturalId('sla', subject, kind);

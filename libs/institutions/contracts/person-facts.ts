import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { institutionsEvents } from './institutions-events.js';
import {
  type ConsentGiven,
  type PersonErased,
  type PersonLeft,
  type PersonRegistered,
} from './person-events.js';
import { type PersonRole } from './vocabulary.js';

export type PersonEvent = EventOf<
  typeof PersonRegistered | typeof ConsentGiven | typeof PersonLeft | typeof PersonErased
>;

/** What may be known of a person outside the vault. */
export interface PersonFacts {
  /** Undefined when there is no such person. */
  readonly registered?: {
    readonly personRef: string;
    readonly institutionId: string;
    readonly role: PersonRole;
    readonly minor: boolean;
    /** Name and address, for whoever holds the key ring (`PersonalData` as JSON). */
    readonly sealed: string;
  };
  readonly consent: boolean;
  /** When the person left. */
  readonly leftAt?: Instant;
  /** Name and address can be opened no more (E62). */
  readonly erased?: boolean;
}

export const personFold: Fold<PersonFacts, PersonEvent> = {
  initial: { consent: false },
  evolve(state, event) {
    switch (event.type) {
      case 'PersonRegistered': {
        const { consent, ...registered } = event.data;
        return { registered, consent };
      }
      case 'ConsentGiven':
        return { ...state, consent: true };
      case 'PersonLeft':
        return { ...state, leftAt: event.data.effectiveAt };
      case 'PersonErased':
        return { ...state, erased: true };
    }
  },
};

/** The streams `person-{per_…}`. */
export const personFacts: Aggregate<PersonFacts, PersonEvent> = {
  category: 'person',
  events: institutionsEvents,
  fold: personFold,
  tenant: ({ registered }) => registered?.institutionId,
};

/** Whether the person had left by then (R61, E29); the instant of leaving itself counts as gone. */
export const hasLeft = ({ leftAt }: PersonFacts, instant: Instant): boolean =>
  leftAt !== undefined && leftAt <= instant;

/** A minor whose parent has not consented: nothing may be assigned yet (E60). */
export const lacksConsent = ({ registered, consent }: PersonFacts): boolean =>
  registered?.minor === true && !consent;

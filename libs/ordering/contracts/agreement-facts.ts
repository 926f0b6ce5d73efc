import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import {
  type AgreementExtended,
  type AgreementRegistered,
  type AgreementTerminated,
  type ContactDesignated,
  type PriceLevelChanged,
} from './agreement-events.js';
import { orderingEvents } from './ordering-events.js';
import { type ContactRole, type VolumeLevel } from './vocabulary.js';

export type AgreementEvent = EventOf<
  | typeof AgreementRegistered
  | typeof ContactDesignated
  | typeof PriceLevelChanged
  | typeof AgreementExtended
  | typeof AgreementTerminated
>;

export interface AgreementFacts {
  /** Undefined when there is no such agreement; its `end` is the first one, see `agreementEnd`. */
  readonly registered?: Readonly<AgreementRegistered>;
  /** Last day after the extensions so far. */
  readonly end?: CalendarDate | undefined;
  readonly terminatedOn?: CalendarDate;
  /** As recorded; a later one for the same day wins. */
  readonly levels: readonly { readonly priceLevel: VolumeLevel; readonly effectiveFrom: CalendarDate }[];
  readonly contacts: Readonly<Partial<Record<ContactRole, string>>>;
}

export const agreementFold: Fold<AgreementFacts, AgreementEvent> = {
  initial: { levels: [], contacts: {} },
  evolve(state, event) {
    switch (event.type) {
      case 'AgreementRegistered':
        return { ...state, registered: event.data, end: event.data.end };
      case 'ContactDesignated':
        return { ...state, contacts: { ...state.contacts, [event.data.role]: event.data.personRef } };
      case 'PriceLevelChanged':
        return { ...state, levels: [...state.levels, event.data] };
      case 'AgreementExtended':
        return { ...state, end: event.data.to };
      case 'AgreementTerminated':
        return { ...state, terminatedOn: event.data.effectiveOn };
    }
  },
};

/** The streams `agreement-{agr_…}`. */
export const agreementFacts: Aggregate<AgreementFacts, AgreementEvent> = {
  category: 'agreement',
  events: orderingEvents,
  fold: agreementFold,
  tenant: ({ registered }) => registered?.institutionId,
};

/** Last day, inclusive, as known now; undefined when it never ends (R47). */
export const agreementEnd = ({ end, terminatedOn }: AgreementFacts): CalendarDate | undefined =>
  terminatedOn ?? end;

export function runsOn(agreement: AgreementFacts, date: CalendarDate): boolean {
  const end = agreementEnd(agreement);
  return (
    agreement.registered !== undefined &&
    agreement.registered.start <= date &&
    (end === undefined || date <= end)
  );
}

/** The price level of a day; undefined before the first. */
export function priceLevelOn({ levels }: AgreementFacts, date: CalendarDate): VolumeLevel | undefined {
  let found: AgreementFacts['levels'][number] | undefined;
  for (const level of levels) {
    if (level.effectiveFrom > date) continue;
    if (found === undefined || level.effectiveFrom >= found.effectiveFrom) found = level;
  }
  return found?.priceLevel;
}

/** Persons that an order names (R66). */
interface NamedContacts {
  readonly notices?: string;
  readonly online?: string;
}

/** Notices and Online contacts of the agreement and of the order: both, and each person once (R66). */
export const recipientsOf = (
  { contacts }: Pick<AgreementFacts, 'contacts'>,
  order: { readonly contacts?: NamedContacts | undefined },
): readonly string[] => [
  ...new Set(
    [contacts.NOTICES, contacts.ONLINE, order.contacts?.notices, order.contacts?.online].filter(
      (personRef) => personRef !== undefined,
    ),
  ),
];

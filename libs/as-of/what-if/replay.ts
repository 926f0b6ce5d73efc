import { calendarFacts } from '#catalogue/contracts/calendar-facts.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { SlaClockStarted } from '#fulfilment/contracts/sla.js';
import { type Position } from '#event-store/port.js';
import { type BusinessCalendar } from '#kernel/business-days.js';
import { type ProrationPolicy } from '#kernel/proration.js';
import { type Instant } from '#kernel/time.js';
import { type Institutions } from '#projecting/model-state.js';
import { type Fact, stateOf } from '../facts.js';
import { type FactReader } from '../reading.js';
import { type CalendarDifference, calendarDifference } from './calendar.js';
import { type ProrationDifference, prorationDifferences } from './proration.js';

/** Which part of the log is replayed. */
export interface Replay {
  readonly institutions: Institutions;
  readonly institutionId?: string | undefined;
  /** Position of the last event that counts; undefined in an empty log. What comes meanwhile is not of this moment. */
  readonly upTo: Position | undefined;
  readonly limit: number;
  /** Position after which it goes on. */
  readonly cursor: string | undefined;
}

export interface Differences<Difference> {
  readonly items: readonly Difference[];
  readonly next?: string;
}

/** Goes through the log until there are enough differences; nothing is kept but these, and nothing recorded. */
async function replayed<Difference extends { readonly institutionId: string }>(
  reader: FactReader,
  type: string,
  { institutions, institutionId: only, upTo = '', limit, cursor }: Replay,
  compare: (fact: Fact) => Promise<readonly Difference[]> | readonly Difference[],
): Promise<Differences<Difference>> {
  const isTheirs = ({ institutionId }: Difference): boolean =>
    (institutions === '*' || institutions.includes(institutionId)) &&
    (only === undefined || only === institutionId);
  const items: Difference[] = [];
  let last: string | undefined;
  for await (const fact of reader.all([type], cursor)) {
    // One fact's differences stay together, so that a position is where to go on.
    if (fact.position > upTo) break;
    if (items.length >= limit && last !== undefined) return { items, next: last };
    last = fact.position;
    items.push(...(await compare(fact)).filter(isTheirs));
  }
  return { items };
}

/** Every invoice under another proration policy. */
export const underPolicy = (
  reader: FactReader,
  policy: ProrationPolicy,
  replay: Replay,
): Promise<Differences<ProrationDifference>> =>
  replayed(reader, OrderInvoiced.type, replay, ({ data }) =>
    prorationDifferences(data as OrderInvoiced, policy),
  );

/** Every delivery clock under another calendar, by what is known at a time. */
export const underCalendar = (
  reader: FactReader,
  calendar: BusinessCalendar,
  knownAt: Instant,
  replay: Replay,
): Promise<Differences<CalendarDifference>> =>
  replayed(reader, SlaClockStarted.type, replay, async ({ stream, data }) => {
    const { kind, subject } = data as SlaClockStarted;
    if (kind !== 'CODE_DELIVERY') return [];
    const clock = await reader.known(stream, knownAt);
    const entitlement = await reader.known(`entitlement-${subject}`, knownAt);
    const difference = calendarDifference(clock, entitlement, calendar, knownAt);
    return difference === undefined ? [] : [difference];
  });

/** As it was published last; undefined for one that never was. */
export const calendarOf = async (
  reader: FactReader,
  calendarId: string,
  knownAt: Instant,
): Promise<BusinessCalendar | undefined> =>
  stateOf(calendarFacts, await reader.known(`calendar-${calendarId}`, knownAt)).calendar;

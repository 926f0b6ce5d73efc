import { event } from '#kernel/event.js';
import { type DrawExam } from '../contracts/draw-commands.js';
import {
  SitePackActivated,
  SitePackOpened,
  SitePackResumed,
  SitePackSuspended,
} from '../contracts/pack-events.js';
import { type ReserveSeats } from '../contracts/session-commands.js';
import { type SuspensionCause } from '../contracts/vocabulary.js';
import { ExamDrawn, SeatsReserved } from '../contracts/unit-events.js';
import { type DrawFacts } from './drawing.js';
import { sitePackFold, type Pack, type SitePackEvent } from './site-pack.js';
import { type InstitutionStanding } from './use-rules.js';

/* SP-125-MOS of the model's test vectors: term from 1 August 2019 to 31 July 2020 in Chicago. */

export const id = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`;
export const entitlementId = id('ent', 1);
export const institutionId = id('ins', 1);
export const ada = id('per', 1);
export const activeFrom = '2019-08-01T05:00:00.000Z';
export const expiresAt = '2020-08-01T05:00:00.000Z';
export const beforeExpiry = '2020-08-01T04:59:59.999Z';
export const openedAt = '2019-08-01T14:00:00.000Z';
export const activatedAt = '2019-09-20T15:00:00.000Z';
export const examAt = '2020-03-02T15:05:00.000Z';
export const now = '2020-03-02T16:00:00.000Z';

export const terms = {
  entitlementId,
  institutionId,
  orderId: id('ord', 1),
  productKey: 'SP-125-MOS',
  provider: 'CERTIPORT',
  capacity: 125,
  families: ['MOS', 'MCE'],
  termStart: '2019-08-01',
  termEnd: '2020-07-31',
  zone: 'America/Chicago',
  activeFrom,
  expiresAt,
} as const;

export const opened = event(SitePackOpened, { ...terms, catcActive: false, openedAt });
export const activated = event(
  SitePackActivated,
  { entitlementId, catcId: 'CATC-1', licenseAcceptedBy: id('per', 9), at: activatedAt, daysLost: 50 },
  { occurredAt: activatedAt },
);
export const openedFor = (capacity: number, differences: Partial<SitePackOpened> = {}) =>
  event(SitePackOpened, { ...terms, catcActive: true, openedAt, capacity, ...differences });

export const suspended = (effectiveAt: string, cause: SuspensionCause = 'CATC_LOST', drawnSince = 0) =>
  event(SitePackSuspended, { entitlementId, cause, effectiveAt, drawnSince }, { occurredAt: effectiveAt });
export const resumed = (effectiveAt: string, cause: SuspensionCause = 'CATC_LOST') =>
  event(SitePackResumed, { entitlementId, cause, effectiveAt }, { occurredAt: effectiveAt });

export const session = {
  entitlementId,
  sessionId: 'S-1',
  count: 5,
  sessionStart: '2020-03-02T15:00:00.000Z',
  zone: 'America/Chicago',
  launch: 'COMPASS_CLOUD',
} as const satisfies ReserveSeats;
export const reserved = (differences: Partial<SeatsReserved> = {}) =>
  event(SeatsReserved, { ...session, ...differences });

export const sitting = {
  entitlementId,
  drawKey: 'EX-1',
  provider: 'CERTIPORT',
  examCode: '77-725',
  personRef: ada,
  occurredAt: examAt,
  occurredZone: 'America/Chicago',
} as const satisfies DrawExam;

/** What drawing `sitting` records, unless said otherwise. */
export const drawn = (differences: Partial<ExamDrawn> = {}) => {
  const { provider: _, ...copied } = sitting;
  const data = {
    ...copied,
    fromReservation: false,
    family: 'MOS' as const,
    role: 'STUDENT' as const,
    zoneConfidence: 'STATED' as const,
    reportedAt: now,
    late: false,
    allocation: 'PROVIDER' as const,
    remarks: [],
    ...differences,
  };
  return event(ExamDrawn, data, {
    occurredAt: data.occurredAt,
    basis: { policies: ['late-window-45-days@1'] },
  });
};
/** So many draws, each of its own key. */
export const draws = (count: number, differences: Partial<ExamDrawn> = {}, prefix = 'D') =>
  Array.from({ length: count }, (_, index) => drawn({ drawKey: `${prefix}-${index}`, ...differences }));

export const inOrder: InstitutionStanding = {
  catcActive: () => true,
  requirementsMet: () => true,
  lostAccreditation: () => false,
};
export const student = { institutionId, role: 'STUDENT', leftAt: undefined, lacksConsent: false } as const;
export const eligible: DrawFacts = {
  family: 'MOS',
  known: true,
  offered: true,
  candidate: student,
  standing: inOrder,
};

/** The state after these events. */
export function packAfter(...events: readonly SitePackEvent[]): Pack {
  const state = events.reduce(sitePackFold.evolve, sitePackFold.initial);
  if (state?.kind !== 'OPEN') throw new Error('it was never opened');
  return state;
}

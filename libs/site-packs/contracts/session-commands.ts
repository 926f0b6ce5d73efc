import { Command } from '#messages/command.js';
import { Moment, OneOf, Ref, Text, Whole, ZoneName } from '#messages/fields.js';
import {
  type ExamFamily,
  examFamilies,
  type Launch,
  launches,
  providerKeyForm,
  releaseCauses,
} from './vocabulary.js';

const session = { entitlementId: 'ent_00000000000000000000000001', sessionId: 'S-2020-0042' };

class SessionCommand {
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
  @Text('Session at the provider', { max: 60, pattern: providerKeyForm }) sessionId!: string;
}

@Command({
  summary: 'Reserve seats for a session',
  description:
    'One reservation for the whole session, however many start together (E48); refused when fewer units are available than seats asked for.',
  roles: ['certiport', 'vl-administrator'],
  example: {
    ...session,
    count: 30,
    family: 'MOS',
    sessionStart: '2020-03-02T09:00:00-06:00',
    zone: 'America/Chicago',
    launch: 'COMPASS_CLOUD',
  },
})
export class ReserveSeats extends SessionCommand {
  @Whole('Seats', { min: 1, max: 10_000 }) count!: number;
  @OneOf(examFamilies, 'Family of the exams, when it is one', { optional: true }) family?: ExamFamily;
  @Moment('When the session starts') sessionStart!: string;
  @ZoneName('Zone of the test centre') zone!: string;
  @OneOf(launches, 'How it is started; only Compass Cloud locks its seats (E65)') launch!: Launch;
}

@Command({
  summary: 'Release reserved seats',
  description:
    'Those that no exam has been drawn from. Seats of Compass Cloud are locked from one hour before the session; only the provider frees them then.',
  roles: ['certiport', 'vl-administrator'],
  example: { ...session, count: 2, cause: 'NOT_NEEDED', occurredAt: '2020-03-01T12:00:00Z' },
})
export class ReleaseSeats extends SessionCommand {
  @Whole('Seats; all that are still held unless said otherwise', { min: 1, max: 10_000, optional: true })
  count?: number;
  @OneOf(releaseCauses, 'Why') cause!: (typeof releaseCauses)[number];
  @Moment('When they were released; now unless said otherwise', { optional: true }) occurredAt?: string;
}

@Command({
  summary: 'Report the no-shows of a Compass Cloud session',
  description: 'A locked seat that nobody took is consumed; with an ordinary launch nothing is (E65).',
  roles: ['certiport'],
  example: { ...session, noShows: 1, occurredAt: '2020-03-02T16:00:00Z' },
})
export class ForfeitSeats extends SessionCommand {
  @Whole('No-shows of the session in all: a report that is sent again changes nothing', {
    min: 1,
    max: 10_000,
  })
  noShows!: number;
  @Moment('When they were counted; not before the session starts') occurredAt!: string;
}

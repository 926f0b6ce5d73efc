import { Controller, Inject } from '@nestjs/common';
import { tzdbVersion } from '#kernel/calendar.js';
import { type Clock, type Instant } from '#kernel/time.js';
import { grantableRoles } from '#access/token-file.js';
import { CLOCK } from '../injection.js';
import { QueryRoute } from '../routes/query-route.js';

@Controller('v1')
export class ClockController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @QueryRoute('clock', {
    operationId: 'readClock',
    summary: 'What time it is for the ledger',
    description: 'The one clock that decisions are taken by, and the version of its time zones.',
    roles: grantableRoles,
    answer: {
      type: 'object',
      required: ['now', 'tzdb'],
      properties: {
        now: { type: 'string', format: 'date-time', description: 'Now, in UTC' },
        tzdb: { type: 'string', description: 'Version of the time-zone data' },
      },
    },
  })
  now(): { readonly now: Instant; readonly tzdb: string } {
    return { now: this.clock.now(), tzdb: tzdbVersion ?? 'unknown' };
  }
}

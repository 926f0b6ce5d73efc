import { Controller, Inject } from '@nestjs/common';
import { slaKinds } from '#fulfilment/contracts/sla.js';
import { type Clock } from '#kernel/time.js';
import { Flag, Moment, OneOf, Ref, Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { type ClockOutcome, clockOutcomes, clockSorts, listClocks } from '#read-models/sla-report/query.js';
import { type SlaPeriod, slaPeriods, slaReport } from '#read-models/sla-report/report.js';
import { clocks } from '#read-models/sla-report/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = ['vendor-operations', 'operator', 'auditor'];
const sorts = Object.keys(clockSorts) as (keyof typeof clockSorts)[];

class PromisesWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @OneOf(slaKinds, 'Which promise', { optional: true }) kind?: string;
  @Text('Calendar of the office that delivers', { max: 40, optional: true }) calendarId?: string;
  @Moment('Began at or after', { optional: true }) startedFrom?: string;
  @Moment('Began before', { optional: true }) startedBefore?: string;
}

class ReportWanted extends PromisesWanted {
  @OneOf(slaPeriods, 'Periods told apart, in UTC; MONTH unless said otherwise', { optional: true })
  period?: SlaPeriod;
}

class ClocksWanted extends PromisesWanted {
  @OneOf(clockOutcomes, 'How it came out', { optional: true }) outcome?: ClockOutcome;
  @Flag('Only those whose dates wait for a calendar, or only the others', { optional: true })
  provisional?: boolean;
  @OneOf(sorts, 'Order of the answer; what is due first unless said otherwise', { optional: true })
  sort?: keyof typeof clockSorts;
}

const count = (description: string): JsonSchema => ({ type: 'integer', description });
const seconds = (share: string): JsonSchema => ({
  type: ['integer', 'null'],
  description: `Seconds to meet it that ${share} of those that were met did not exceed`,
});
const properties = {
  period: { type: 'string' },
  kind: { type: 'string', enum: slaKinds },
  calendarId: { type: 'string', description: 'Empty for promises in hours' },
  clocks: count('All that began in the period'),
  met: count('Kept in time'),
  breached: count('Broken'),
  superseded: count('Replaced or withdrawn'),
  open: count('Still running'),
  overdue: count('Open, and past due: the breach is not recorded yet'),
  provisional: count('Open, and without final dates until a calendar is published (E16)'),
  p50Seconds: seconds('50 %'),
  p90Seconds: seconds('90 %'),
  p95Seconds: seconds('95 %'),
  p99Seconds: seconds('99 %'),
} satisfies JsonSchema['properties'];
const kept: JsonSchema = { type: 'object', properties, required: Object.keys(properties) };

@Controller('v1')
export class SlaReportController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('sla-report', {
    operationId: 'slaReport',
    query: ReportWanted,
    summary: 'How promises were kept, by period, kind and calendar',
    description:
      'Counts and breaches; times to meet are of promises that were met, because when a broken one was done is not recorded.',
    roles: readers,
    answer: kept,
    list: true,
  })
  report(@Wanted() { query, caller, after, limit, cursor }: Asked<ReportWanted>) {
    const { period, ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    return slaReport(this.models.reads, { institutions, after, limit, cursor, now, period, filter });
  }

  @QueryRoute('sla-clocks', {
    operationId: 'listSlaClocks',
    query: ClocksWanted,
    summary: 'The clocks of promises, with their colour at this moment',
    roles: readers,
    answer: rowSchema(clocks, {
      more: { colour: { type: 'string', enum: ['green', 'amber', 'red', 'grey'] } },
    }),
    list: true,
  })
  clocks(@Wanted() { query, caller, after, limit, cursor }: Asked<ClocksWanted>) {
    const { sort = 'dueAt', ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    return listClocks(this.models.reads, { institutions, after, limit, cursor, now, sort, filter });
  }
}

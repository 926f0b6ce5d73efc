import { Controller, Inject } from '@nestjs/common';
import { type FactReader } from '#as-of/reading.js';
import {
  calendarOf,
  type Differences,
  type Replay,
  underCalendar,
  underPolicy,
} from '#as-of/what-if/replay.js';
import { NotFound } from '#deciding/refusals.js';
import { type ProrationPolicy, prorationPolicies } from '#kernel/proration.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { OneOf, Ref, Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { readWhatIsAsked } from '#projecting/whole-list.js';
import { asOfLog } from '../answers/as-of-log.js';
import { type ReadModels } from '../read-models.js';
import { CLOCK, FACTS, READ_MODELS } from '../injection.js';
import { positionPattern } from '../request/position-pattern.js';
import { QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const roles: readonly Role[] = ['auditor', 'vendor-operations'];

class PolicyWanted {
  @OneOf(prorationPolicies, 'Suppose that this policy had held') policy!: ProrationPolicy;
  @Ref('ins', 'Only this institution', { optional: true }) institutionId?: string;
}

class CalendarWanted {
  @Text('Suppose that this calendar had counted', { max: 40 }) calendarId!: string;
  @Ref('ins', 'Only this institution', { optional: true }) institutionId?: string;
}

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };

@Controller('v1')
export class WhatIfController {
  constructor(
    @Inject(FACTS) private readonly facts: FactReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {}

  @QueryRoute('what-if/proration', {
    operationId: 'whatIfProration',
    query: PolicyWanted,
    summary: 'What every invoice would have come to under another proration policy',
    description: 'The same log, line by line: only what differs (R11, R52). Nothing is recorded.',
    roles,
    answer: {
      type: 'object',
      properties: {
        ...{ institutionId: text, orderId: text, invoiceNo: text, lineNo: count, productKey: text },
        ...{ currency: text, policy: text, months: count, net: text, monthsThen: count, netThen: text },
      },
    },
    list: true,
  })
  proration(@Wanted() asked: Asked<PolicyWanted>): Promise<object> {
    const { policy } = asked.query;
    return this.replay(asked, (replay) => underPolicy(this.facts, policy, replay));
  }

  @QueryRoute('what-if/calendar', {
    operationId: 'whatIfCalendar',
    query: CalendarWanted,
    summary: 'When every delivery would have been due by another calendar, and whether it was in time',
    description: 'The same log, clock by clock: only what differs (R65, E17). Nothing is recorded.',
    roles,
    answer: {
      type: 'object',
      properties: {
        ...{ institutionId: text, subject: text, calendar: text, targetAt: textOrNull, dueAt: text },
        ...{ outcome: text, targetAtThen: textOrNull, dueAtThen: textOrNull, outcomeThen: textOrNull },
      },
    },
    list: true,
  })
  async calendar(@Wanted() asked: Asked<CalendarWanted>): Promise<object | Refusal> {
    const now = this.clock.now();
    const calendar = await calendarOf(this.facts, asked.query.calendarId, now);
    if (calendar === undefined) return NotFound();
    return this.replay(asked, (replay) => underCalendar(this.facts, calendar, now, replay));
  }

  private async replay<Difference>(
    { query, caller, limit, cursor }: Asked<{ readonly institutionId?: string }>,
    run: (replay: Replay) => Promise<Differences<Difference>>,
  ): Promise<object> {
    if (cursor !== undefined && !new RegExp(positionPattern).test(cursor)) {
      const errors = [{ pointer: '/cursor', detail: 'is not one that this query gave' }];
      throw new Problem(QueryInvalid, { errors });
    }
    const asOf = await asOfLog(this.facts, this.models, this.clock);
    const { institutions } = caller;
    const { institutionId } = query;
    return readWhatIsAsked({ asOf, batch: { limit, cursor } }, async ({ batch }) => ({
      ...(await run({ institutions, institutionId, upTo: asOf.position, ...batch })),
      asOf,
    }));
  }
}

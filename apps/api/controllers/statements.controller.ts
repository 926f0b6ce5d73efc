import { Controller, Header, Inject, Res, StreamableFile } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type FactReader } from '#as-of/reading.js';
import { NotYetKnown, PeriodEndsBeforeItBegins } from '#as-of/refusals.js';
import { printStatement } from '#as-of/statement/print.js';
import { type Statement, statementOf } from '#as-of/statement/statement.js';
import { NotFound } from '#deciding/refusals.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { Day, Moment, Ref } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { streamsOfInstitution } from '#read-models/history/streams.js';
import { asOfLog, sayAsOf } from '../answers/as-of-log.js';
import { CLOCK, FACTS, READ_MODELS } from '../injection.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';
import { summaryProperties, unitsSchema } from './as-of-schemas.js';

const roles: readonly Role[] = ['auditor', 'vendor-operations', 'vl-administrator'];

class StatementWanted {
  @Ref('ins', 'The institution') institutionId!: string;
  @Day('First day, in the zone of the institution') from!: string;
  @Day('Last day, inclusive') to!: string;
  @Moment('System time: only what had been recorded by then counts; now unless said otherwise', {
    optional: true,
  })
  knownAt?: string;
}

const text: JsonSchema = { type: 'string' };
const listOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  items: { type: 'object', properties },
});
const answer: JsonSchema = {
  type: 'object',
  properties: {
    ...{ institutionId: text, from: text, to: text, zone: text, knownAt: text },
    opening: unitsSchema,
    closing: unitsSchema,
    addsUp: { type: 'boolean', description: 'I23, for every entitlement at both ends' },
    entitlements: listOf({
      ...{ entitlementId: text, orderId: text, productKey: text, termStart: text, termEnd: text, zone: text },
      lineNo: { type: 'integer' },
      opening: unitsSchema,
      movements: { type: 'object' },
      closing: unitsSchema,
      addsUp: { type: 'boolean' },
    }),
    invoices: listOf({ orderId: text, kind: text, number: text, date: text, currency: text, amount: text }),
    amounts: listOf({ currency: text, invoiced: text, credited: text, net: text }),
    lateFacts: listOf({ position: text, stream: text, type: text, occurredAt: text, recordedAt: text }),
    policies: { type: 'array', items: text },
    rests: { type: 'object', properties: summaryProperties },
  },
};
const description =
  'Balances at both ends, movements, invoices, late facts and what they rest on. The same days and the same knownAt make the same bytes.';

@Controller('v1')
export class StatementsController {
  constructor(
    @Inject(FACTS) private readonly facts: FactReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {}

  @QueryRoute('statements/:institutionId', {
    operationId: 'readStatement',
    query: StatementWanted,
    summary: 'The statement of an institution for some days',
    description,
    roles,
    answer,
    asOfInHeaders: true,
  })
  async read(
    @Wanted() { query, caller }: Asked<StatementWanted>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Statement | Refusal> {
    const { institutionId, from, to } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    const knownAt = new Date(query.knownAt ?? now).toISOString();
    if (knownAt > now) return NotYetKnown({}, '/knownAt');
    if (to < from) return PeriodEndsBeforeItBegins({}, '/to');
    if (institutions !== '*' && !institutions.includes(institutionId)) return NotFound();
    const asOf = await asOfLog(this.facts, this.models, this.clock);
    const streams = await streamsOfInstitution(this.models.reads, {
      institutions,
      after: asOf.position,
      institutionId,
      knownAt,
    });
    const asked = { institutionId, from, to, knownAt };
    const statement = await statementOf(this.facts, asked, streams);
    if (statement === undefined) return NotFound();
    sayAsOf(reply, asOf);
    return statement;
  }

  @QueryRoute('statements/:institutionId/pdf', {
    operationId: 'printStatement',
    query: StatementWanted,
    summary: 'The same statement, on A4 pages',
    description,
    roles,
    answer: { type: 'string', format: 'binary' },
    media: 'application/pdf',
    asOfInHeaders: true,
  })
  @Header('cache-control', 'no-store')
  async print(
    @Wanted() asked: Asked<StatementWanted>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | Refusal> {
    const statement = await this.read(asked, reply);
    if (statement instanceof Refusal) return statement;
    const { institutionId, from, to } = statement;
    const disposition = `attachment; filename="statement-${institutionId}-${from}-${to}.pdf"`;
    return new StreamableFile(await printStatement(statement), { type: 'application/pdf', disposition });
  }
}

import { Controller, Inject } from '@nestjs/common';
import { Flag, Moment, OneOf, Ref, Text, Texts } from '#messages/fields.js';
import { type Role } from '#messages/roles.js';
import { historySorts, listHistory } from '#read-models/history/query.js';
import { entries } from '#read-models/history/tables.js';
import { READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = [
  'auditor',
  'vendor-operations',
  'reconciler',
  'operator',
  'vl-administrator',
];
const sorts = Object.keys(historySorts) as (keyof typeof historySorts)[];

class HistoryWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Text('Id of an order, a code, an entitlement…', { optional: true }) thing?: string;
  @Flag('Also what the thing comes from: for a code its entitlement and order', { optional: true })
  withOrigins?: boolean;
  @Text('Stream', { optional: true }) stream?: string;
  @Texts('Types of events', { optional: true, unique: true, max: 50 }) types?: readonly string[];
  @Text('Id of the actor', { optional: true }) actorId?: string;
  @Text('Correlation id', { optional: true }) correlationId?: string;
  @Moment('Recorded at or after', { optional: true }) recordedFrom?: string;
  @Moment('Recorded before', { optional: true }) recordedBefore?: string;
  @OneOf(sorts, 'Order of the answer; as recorded unless said otherwise', { optional: true })
  sort?: keyof typeof historySorts;
}

@Controller('v1')
export class HistoryController {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  @QueryRoute('history', {
    operationId: 'listHistory',
    query: HistoryWanted,
    summary: 'The auditor ledger: what happened, in the order of the log',
    description:
      'Every event with actor, reason, both times and the versions it was decided with; never what is sealed. Each entry has ' +
      'its hash over the stored event (RFC 8785) and the hash before; `ledgerctl chain` computes them from the log alone.',
    roles: readers,
    answer: rowSchema(entries),
    list: true,
  })
  list(@Wanted() { query, caller, after, limit, cursor }: Asked<HistoryWanted>) {
    const { sort = 'position', ...filter } = query;
    return listHistory(this.models.reads, {
      institutions: caller.institutions,
      after,
      limit,
      cursor,
      sort,
      filter,
    });
  }
}

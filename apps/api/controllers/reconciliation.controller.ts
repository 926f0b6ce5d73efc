import { Controller, Inject } from '@nestjs/common';
import { providerSeenBy } from '#catalogue/contracts/provider-callers.js';
import { type DeliveryProvider, deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { caseKinds } from '#fulfilment/contracts/cases.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { OneOf, Ref, Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { listDisclosures } from '#read-models/disclosure-log/query.js';
import { disclosures } from '#read-models/disclosure-log/tables.js';
import {
  caseStatuses,
  listCases,
  listReports,
  reconciliationBoard,
  type ReportView,
  reportViews,
} from '#read-models/reconciliation/query.js';
import { cases, reports } from '#read-models/reconciliation/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = ['reconciler', 'auditor', 'vendor-operations', 'operator'];

class CasesWanted {
  @OneOf(caseStatuses, 'Open or resolved', { optional: true }) status?: string;
  @OneOf(caseKinds, 'What is in question', { optional: true }) kind?: string;
  @Text('What it is about', { optional: true }) key?: string;
  @Text('Account that works on it', { max: 100, optional: true }) owner?: string;
}

class ReportsWanted {
  @OneOf(reportViews, 'Only these', { optional: true }) view?: ReportView;
  @OneOf(deliveryProviders, 'Delivery provider; a provider sees its own only', { optional: true })
  provider?: DeliveryProvider;
  @Ref('cod', 'Code', { optional: true }) codeId?: string;
  @Ref('rep', 'Report', { optional: true }) reportId?: string;
}

class DisclosuresWanted {
  @Ref('dis', 'Disclosure', { optional: true }) disclosureId?: string;
  @Ref('cod', 'Code', { optional: true }) codeId?: string;
  @Ref('per', 'Person that got it', { optional: true }) personRef?: string;
  @Ref('per', 'Contact that got it', { optional: true }) contactRef?: string;
}

const count = { type: 'integer' } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const listOf = (properties: NonNullable<JsonSchema['properties']>): JsonSchema => ({
  type: 'array',
  items: { type: 'object', properties, required: Object.keys(properties) },
});
const standing = listOf({
  provider: { type: 'string' },
  reports: count,
  unmatched: count,
  conflicting: count,
  late: count,
  refused: count,
  zoneAssumed: count,
  duplicatesSuppressed: count,
  lastReportAt: moment,
});
const open = listOf({ kind: { type: 'string' }, cases: count, oldest: moment });
const board: JsonSchema = {
  type: 'object',
  properties: { providers: standing, openCases: open },
  required: ['providers', 'openCases'],
};

@Controller('v1')
export class ReconciliationController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('reconciliation', {
    operationId: 'reconciliationBoard',
    summary: 'How reports and cases stand',
    description: 'Unmatched, conflicting, late and suppressed reports by provider; open cases by kind.',
    roles: readers,
    answer: board,
  })
  board(@Wanted() { caller, after }: Asked) {
    return reconciliationBoard(this.models.reads, { institutions: caller.institutions, after });
  }

  @QueryRoute('cases', {
    operationId: 'listCases',
    query: CasesWanted,
    summary: 'Reconciliation cases, the longest open ones first',
    roles: readers,
    answer: rowSchema(cases, { more: { ageDays: { ...count, description: 'Whole days open' } } }),
    list: true,
  })
  cases(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<CasesWanted>) {
    const { institutions } = caller;
    const now = this.clock.now();
    return listCases(this.models.reads, { institutions, after, limit, cursor, now, filter });
  }

  @QueryRoute('provider-reports', {
    operationId: 'listProviderReports',
    query: ReportsWanted,
    summary: 'Reports of the providers, the latest first',
    roles: [...readers, 'pearson-vue', 'certiport'],
    answer: rowSchema(reports, {
      more: { caseId: { type: ['string', 'null'], description: 'Case that decided on the use it tells of' } },
    }),
    list: true,
  })
  reports(@Wanted() { query, caller, after, limit, cursor }: Asked<ReportsWanted>) {
    const { provider: wanted, ...filter } = query;
    const provider = providerSeenBy(caller, wanted, readers);
    if (provider instanceof Refusal) return provider;
    const { institutions } = caller;
    const asked = { institutions, after, limit, cursor };
    return listReports(this.models.reads, { ...asked, filter: { ...filter, provider } });
  }

  @QueryRoute('disclosures', {
    operationId: 'listDisclosures',
    query: DisclosuresWanted,
    summary: 'Who was shown which code, when and how',
    roles: [...readers, 'vl-administrator'],
    answer: rowSchema(disclosures),
    list: true,
  })
  disclosures(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<DisclosuresWanted>) {
    const { institutions } = caller;
    return listDisclosures(this.models.reads, { institutions, after, limit, cursor, filter });
  }
}

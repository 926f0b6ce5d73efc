import { Controller, Inject } from '@nestjs/common';
import { providerSeenBy } from '#catalogue/contracts/provider-callers.js';
import { type DeliveryProvider, deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { Flag, OneOf, Ref, Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { type ErrorKind, errorKinds, listErrors } from '#read-models/reconciliation/error-inbox.js';
import { listDeactivations, listLicences } from '#read-models/site-pack-balance/licences.js';
import { deactivations } from '#read-models/site-pack-balance/tables.js';
import { listWork, type Task, tasks } from '#read-models/work-list/query.js';
import { works } from '#read-models/work-list/tables.js';
import { sitePackStatuses } from '#site-packs/contracts/vocabulary.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { expirySchema } from '../openapi/expiry-schema.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const overseers: readonly Role[] = ['vendor-operations', 'auditor', 'reconciler', 'operator'];
const readers: readonly Role[] = ['pearson-vue', 'certiport', ...overseers];

class OfProvider {
  @OneOf(deliveryProviders, 'Delivery provider; a provider sees its own only', { optional: true })
  provider?: DeliveryProvider;
}

class WorkWanted extends OfProvider {
  @OneOf(tasks, 'What is to be done, or is done') task!: Task;
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Ref('ent', 'Entitlement', { optional: true }) entitlementId?: string;
}

class ErrorsWanted extends OfProvider {
  @OneOf(errorKinds, 'What is wrong', { optional: true }) kind?: ErrorKind;
}

class LicencesWanted extends OfProvider {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Text('Number of the test centre', { max: 40, optional: true }) catcId?: string;
  @Flag('Only those where the two balances differ, or only the others', { optional: true }) differs?: boolean;
}

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const count = { type: 'integer' } as const;
const countOrNull = { type: ['integer', 'null'] } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const momentOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const object = (properties: NonNullable<JsonSchema['properties']>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const error = object({
  ...{ errorId: text, institutionId: text, provider: text, kind: { type: 'string', enum: errorKinds } },
  ...{ reason: textOrNull, at: moment, reportId: textOrNull, registrationKey: textOrNull },
  ...{ codeId: textOrNull, fileId: textOrNull, line: countOrNull },
});
const licence = object({
  ...{ entitlementId: text, institutionId: text, provider: text, catcId: textOrNull, productKey: text },
  ...{ status: { type: 'string', enum: sitePackStatuses }, suspendedBy: textOrNull, expiry: expirySchema },
  activatedAt: momentOrNull,
  left: { ...count, description: 'Units neither drawn nor forfeited; negative when overdrawn (E49)' },
  portalLeft: { ...countOrNull, description: 'As the portal showed it last' },
  portalStatedAt: momentOrNull,
  difference: { ...countOrNull, description: 'Of the portal, less ours' },
});

@Controller('v1')
export class WorkListController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('work-list', {
    operationId: 'listWork',
    query: WorkWanted,
    summary: 'What a provider has to do about codes, and what it has confirmed',
    description:
      'By the code’s id and last four characters. ACTIVATE: codes to honour, that is, which can be used and are neither ' +
      'booked nor used; they stay until they are, or expire, because no provider confirms that it knows a code. BLOCK: ' +
      'compromised codes whose block is not confirmed yet (E53). BOOKING: exams to come. EXPECTED_RESULT: exams whose time ' +
      'has passed without a report. CONFIRMATION: what the provider has confirmed, the latest first: a block ' +
      '(blockConfirmedAt), an exam or a no-show (outcome).',
    roles: readers,
    answer: rowSchema(works, { without: ['stage'], more: { task: { type: 'string', enum: tasks } } }),
    list: true,
  })
  work(@Wanted() { query, caller, after, limit, cursor }: Asked<WorkWanted>) {
    const { task, provider: wanted, ...filter } = query;
    const provider = providerSeenBy(caller, wanted, overseers);
    if (provider instanceof Refusal) return provider;
    const { institutions } = caller;
    const asked = { institutions, after, limit, cursor, now: this.clock.now(), task };
    return listWork(this.models.reads, { ...asked, filter: { ...filter, provider } });
  }

  @QueryRoute('error-inbox', {
    operationId: 'listProviderErrors',
    query: ErrorsWanted,
    summary: 'What a provider sent and the ledger could not use, the latest first',
    description:
      'Lines of files that are no report; reports that fit no code or booking, or contradict the ledger.',
    roles: readers,
    answer: error,
    list: true,
  })
  errors(@Wanted() { query, caller, after, limit, cursor }: Asked<ErrorsWanted>) {
    const { provider: wanted, ...filter } = query;
    const provider = providerSeenBy(caller, wanted, overseers);
    if (provider instanceof Refusal) return provider;
    const { institutions } = caller;
    const asked = { institutions, after, limit, cursor };
    return listErrors(this.models.reads, { ...asked, filter: { ...filter, provider } });
  }

  @QueryRoute('licences', {
    operationId: 'listLicences',
    query: LicencesWanted,
    summary: "Licences of test centres: the ledger's balance beside that of the provider's portal",
    roles: ['certiport', ...overseers],
    answer: licence,
    list: true,
  })
  licences(@Wanted() { query, caller, after, limit, cursor }: Asked<LicencesWanted>) {
    const { provider: wanted, ...filter } = query;
    const provider = providerSeenBy(caller, wanted, overseers);
    if (provider instanceof Refusal) return provider;
    const { institutions } = caller;
    const asked = { institutions, after, limit, cursor, now: this.clock.now() };
    return listLicences(this.models.reads, { ...asked, filter: { ...filter, provider } });
  }

  @QueryRoute('licence-deactivations', {
    operationId: 'listLicenceDeactivations',
    summary: 'Site packs that the provider is to take back: their orders were cancelled (E34)',
    roles: ['certiport', ...overseers],
    answer: rowSchema(deactivations),
    list: true,
  })
  deactivations(@Wanted() { caller, after, limit, cursor }: Asked) {
    const { institutions } = caller;
    return listDeactivations(this.models.reads, { institutions, after, limit, cursor });
  }
}

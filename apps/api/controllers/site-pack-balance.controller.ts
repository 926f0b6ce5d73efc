import { Controller, Inject } from '@nestjs/common';
import { NotFound } from '#deciding/refusals.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { Ref } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import {
  findSitePack,
  listSitePacks,
  type SitePackBalance,
  sitePackWarnings,
} from '#read-models/site-pack-balance/query.js';
import { sitePacks } from '#read-models/site-pack-balance/tables.js';
import { sitePackStatuses, suspensionCauses } from '#site-packs/contracts/vocabulary.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { expirySchema } from '../openapi/expiry-schema.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const readers: readonly Role[] = [
  'vl-administrator',
  'vendor-operations',
  'auditor',
  'reconciler',
  'operator',
  'certiport',
];

class SitePacksWanted {
  @Ref('ord', 'Order', { optional: true }) orderId?: string;
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
}

class SitePackWanted {
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
}

const count = { type: 'integer' } as const;
const sitePack: JsonSchema = rowSchema(sitePacks, {
  without: ['changes', 'streamRevision', 'expiresAt', 'zone', 'sweptAt'],
  more: {
    status: { type: 'string', enum: sitePackStatuses },
    suspendedBy: { type: ['string', 'null'], description: suspensionCauses.join(', ') },
    available: { type: 'integer', description: 'Negative when more was drawn than there was (E49)' },
    expired: count,
    expiry: expirySchema,
    daysLost: { type: 'integer', description: 'Days of the term that passed before it could be used' },
    warnings: { type: 'array', items: { type: 'string', enum: sitePackWarnings } },
    revision: { type: 'integer', description: "Of the pack's stream, for If-Match" },
  },
});

@Controller('v1')
export class SitePackBalanceController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('site-packs', {
    operationId: 'listSitePacks',
    query: SitePacksWanted,
    summary: 'The balances of site packs',
    description:
      'Available, reserved, drawn, forfeited and expired make up capacity and adjustments (I23), whether or not the sweep has run.',
    roles: readers,
    answer: sitePack,
    list: true,
  })
  list(@Wanted() { query, caller, after, limit, cursor }: Asked<SitePacksWanted>) {
    const { institutions } = caller;
    const { orderId, institutionId } = query;
    const now = this.clock.now();
    return listSitePacks(this.models.reads, {
      institutions,
      after,
      limit,
      cursor,
      now,
      orderId,
      institutionId,
    });
  }

  @QueryRoute('site-packs/:entitlementId', {
    operationId: 'findSitePack',
    query: SitePackWanted,
    summary: 'The balance of one site pack',
    roles: readers,
    answer: sitePack,
  })
  async find(@Wanted() { query, caller, after }: Asked<SitePackWanted>): Promise<SitePackBalance | Refusal> {
    const { institutions } = caller;
    const { entitlementId } = query;
    const now = this.clock.now();
    return (await findSitePack(this.models.reads, { institutions, after, now, entitlementId })) ?? NotFound();
  }
}

import { Controller, Inject } from '@nestjs/common';
import { type Clock } from '#kernel/time.js';
import { Flag, Moment, OneOf, Ref } from '#messages/fields.js';
import { actions } from '#read-models/expiring-and-stranded/action.js';
import { type Concern, concerns, listExpiring } from '#read-models/expiring-and-stranded/query.js';
import { type RightKind, rightKinds } from '#read-models/expiring-and-stranded/rows.js';
import { rights } from '#read-models/expiring-and-stranded/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { expirySchema } from '../openapi/expiry-schema.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

const causes = concerns.filter((each) => each !== 'EXPIRING');

class ExpiringWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @OneOf(rightKinds, 'What it is', { optional: true }) kind?: RightKind;
  @Ref('ent', 'Entitlement', { optional: true }) entitlementId?: string;
  @Ref('per', 'Person that has it', { optional: true }) personRef?: string;
  @Moment('Expires before', { optional: true }) expiresBefore?: string;
  @Flag('Only what is stranded, or only what is not', { optional: true }) stranded?: boolean;
  @OneOf(causes, 'Only what is stranded for this cause', { optional: true })
  cause?: Exclude<Concern, 'EXPIRING'>;
}

@Controller('v1')
export class ExpiringAndStrandedController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('expiring-and-stranded', {
    operationId: 'listExpiringAndStranded',
    query: ExpiringWanted,
    summary: 'Unused rights by when they run out: what, why, and which action',
    description:
      'Codes, site packs, access to libraries and memberships. What is stranded still holds, but nobody eligible, no exam ' +
      'or no test centre is left for it (E30, E50, E57).',
    roles: ['vl-administrator', 'vendor-operations', 'auditor', 'operator'],
    answer: rowSchema(rights, {
      without: ['strandings', 'stranded', 'open', 'expiresAt', 'zone'],
      more: {
        why: { type: 'string', enum: concerns },
        since: { type: ['string', 'null'], format: 'date-time', description: 'Since when it is stranded' },
        action: { type: 'string', enum: actions },
        expiry: expirySchema,
        productKey: { type: ['string', 'null'] },
        orderId: { type: ['string', 'null'] },
        lastExamOn: { type: ['string', 'null'], format: 'date' },
      },
    }),
    list: true,
  })
  list(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<ExpiringWanted>) {
    const { institutions } = caller;
    const now = this.clock.now();
    return listExpiring(this.models.reads, { institutions, after, limit, cursor, now, filter });
  }
}

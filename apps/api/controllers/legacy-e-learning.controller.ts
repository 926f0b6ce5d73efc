import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { ActivateLegacyEntitlement, ImportLegacyEntitlement } from '#elearning/contracts/legacy-commands.js';
import { type Clock } from '#kernel/time.js';
import { Moment, Ref } from '#messages/fields.js';
import { legacyStates, listLegacy } from '#read-models/legacy-e-learning/query.js';
import { legacy } from '#read-models/legacy-e-learning/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { CommandRoute, Sent } from '../routes/command-route.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

class LegacyWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Moment('Ends before', { optional: true }) endsBefore?: string;
}

@Controller('v1')
export class LegacyELearningController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CommandRoute(ImportLegacyEntitlement, 'institutions/:institutionId/legacy-e-learning', { creates: true })
  import(@Sent() command: ImportLegacyEntitlement): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ActivateLegacyEntitlement, 'legacy-e-learning/:entitlementId/activate')
  activate(@Sent() command: ActivateLegacyEntitlement): Promise<Answer> {
    return this.commands.execute(command);
  }

  @QueryRoute('legacy-e-learning', {
    operationId: 'listLegacyELearning',
    query: LegacyWanted,
    summary: 'E-learning of existing contracts',
    description: 'What is left of it and when it ends; it is no longer sold, extended or renewed (R40, R41).',
    roles: ['vl-administrator', 'vendor-operations', 'auditor', 'operator'],
    answer: rowSchema(legacy, { more: { state: { type: 'string', enum: legacyStates } } }),
    list: true,
  })
  list(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<LegacyWanted>) {
    const { institutions } = caller;
    const now = this.clock.now();
    return listLegacy(this.models.reads, { institutions, after, limit, cursor, now, filter });
  }
}

import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { type Clock } from '#kernel/time.js';
import {
  AcceptUsageTerms,
  ReportPolicyViolation,
  UnlockLibrary,
} from '#library/contracts/library-commands.js';
import { OneOf, Ref, Text } from '#messages/fields.js';
import { accessStates, type AccessState, listLibraryAccess } from '#read-models/library-access/query.js';
import { accesses } from '#read-models/library-access/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { CommandRoute, Sent } from '../routes/command-route.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

class AccessWanted {
  @OneOf(accessStates, 'Open or ended, by the clock', { optional: true }) state?: AccessState;
  @Ref('per', 'Reader', { optional: true }) personRef?: string;
  @Ref('cod', 'Code', { optional: true }) codeId?: string;
  @Text('Library', { max: 40, optional: true }) libraryId?: string;
}

@Controller('v1')
export class LibrariesController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CommandRoute(AcceptUsageTerms, 'persons/:personRef/usage-terms')
  acceptTerms(@Sent() command: AcceptUsageTerms): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(UnlockLibrary, 'libraries/:libraryId/unlock')
  unlock(@Sent() command: UnlockLibrary): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReportPolicyViolation, 'library-access/:codeId/violations')
  reportViolation(@Sent() command: ReportPolicyViolation): Promise<Answer> {
    return this.commands.execute(command);
  }

  @QueryRoute('library-access', {
    operationId: 'listLibraryAccess',
    query: AccessWanted,
    summary: 'Who may read which library, and until when',
    description: 'Access that has ended shows as ended whether or not the timer has run.',
    roles: ['vl-administrator', 'vendor-operations', 'auditor', 'operator'],
    answer: rowSchema(accesses, { more: { state: { type: 'string', enum: accessStates } } }),
    list: true,
  })
  list(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<AccessWanted>) {
    const { institutions } = caller;
    return listLibraryAccess(this.models.reads, {
      institutions,
      after,
      limit,
      cursor,
      now: this.clock.now(),
      filter,
    });
  }
}

import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { type Answer } from '#deciding/decisions.js';
import { ConfirmBlock, ReportCompromise } from '#entitlement/contracts/compromise.js';
import { Flag, OneOf } from '#messages/fields.js';
import { listBlocks } from '#read-models/block-list/query.js';
import { blocks } from '#read-models/block-list/tables.js';
import { READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { CommandRoute, Sent } from '../routes/command-route.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

class BlocksWanted {
  @OneOf(deliveryProviders, 'Delivery provider', { optional: true }) provider?: string;
  @Flag('Only those that are confirmed, or only those that are not', { optional: true }) confirmed?: boolean;
}

@Controller('v1')
export class CompromisesController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {}

  @CommandRoute(ReportCompromise, 'compromises', { creates: true })
  report(@Sent() command: ReportCompromise): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ConfirmBlock, 'codes/:codeId/confirm-block')
  confirm(@Sent() command: ConfirmBlock): Promise<Answer> {
    return this.commands.execute(command);
  }

  @QueryRoute('block-list', {
    operationId: 'listBlocks',
    query: BlocksWanted,
    summary: 'Codes that a provider is asked to block',
    description:
      'By their id and last four characters; a code is replaced once its block is confirmed (E53).',
    roles: ['pearson-vue', 'certiport', 'vendor-operations', 'auditor', 'reconciler', 'operator'],
    answer: rowSchema(blocks),
    list: true,
  })
  blocks(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<BlocksWanted>) {
    const { institutions } = caller;
    return listBlocks(this.models.reads, { institutions, after, limit, cursor, filter });
  }
}

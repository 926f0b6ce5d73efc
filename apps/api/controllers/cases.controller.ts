import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { OpenCase, ResolveCase } from '#fulfilment/contracts/cases.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class CasesController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(OpenCase, 'cases', { creates: true })
  open(@Sent() command: OpenCase): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ResolveCase, 'cases/:caseId/resolve')
  resolve(@Sent() command: ResolveCase): Promise<Answer> {
    return this.commands.execute(command);
  }
}

import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { ConfirmBlock, ReportCompromise } from '#entitlement/contracts/compromise.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class CompromisesController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(ReportCompromise, 'compromises', { creates: true })
  report(@Sent() command: ReportCompromise): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ConfirmBlock, 'codes/:codeId/confirm-block')
  confirm(@Sent() command: ConfirmBlock): Promise<Answer> {
    return this.commands.execute(command);
  }
}

import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import {
  ApproveDecision,
  AssignCase,
  DeclineDecision,
  ProposeDecision,
} from '#fulfilment/contracts/case-work.js';
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

  @CommandRoute(AssignCase, 'cases/:caseId/assign')
  assign(@Sent() command: AssignCase): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ProposeDecision, 'cases/:caseId/propose')
  propose(@Sent() command: ProposeDecision): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ApproveDecision, 'cases/:caseId/approve')
  approve(@Sent() command: ApproveDecision): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DeclineDecision, 'cases/:caseId/decline')
  decline(@Sent() command: DeclineDecision): Promise<Answer> {
    return this.commands.execute(command);
  }
}

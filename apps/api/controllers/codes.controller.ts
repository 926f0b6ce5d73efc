import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { AssignCodes, DiscloseToPersons } from '#entitlement/contracts/bulk.js';
import {
  AssignCode,
  DiscloseCode,
  ProposeVoidAssignment,
  ReassignCode,
  StrandCode,
  VoidAssignment,
  VoidCode,
} from '#entitlement/contracts/code-commands.js';
import { DiscloseCodes, ReplaceCode } from '#entitlement/contracts/entitlement-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class CodesController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(AssignCode, 'codes/:codeId/assign')
  assign(@Sent() command: AssignCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ProposeVoidAssignment, 'codes/:codeId/propose-void-assignment')
  proposeVoidAssignment(@Sent() command: ProposeVoidAssignment): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(VoidAssignment, 'codes/:codeId/void-assignment')
  voidAssignment(@Sent() command: VoidAssignment): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DiscloseCode, 'codes/:codeId/disclose')
  disclose(@Sent() command: DiscloseCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReassignCode, 'codes/:codeId/reassign')
  reassign(@Sent() command: ReassignCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(StrandCode, 'codes/:codeId/strand')
  strand(@Sent() command: StrandCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(VoidCode, 'codes/:codeId/void')
  void(@Sent() command: VoidCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AssignCodes, 'code-assignments')
  assignMany(@Sent() command: AssignCodes): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DiscloseToPersons, 'code-disclosures')
  discloseMany(@Sent() command: DiscloseToPersons): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReplaceCode, 'entitlements/:entitlementId/codes/:codeId/replace')
  replace(@Sent() command: ReplaceCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DiscloseCodes, 'entitlements/:entitlementId/disclose')
  discloseAll(@Sent() command: DiscloseCodes): Promise<Answer> {
    return this.commands.execute(command);
  }
}

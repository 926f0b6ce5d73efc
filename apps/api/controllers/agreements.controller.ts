import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import {
  RegisterAgreement,
  AddEnrollment,
  DesignateContact,
  ChangePriceLevel,
  ExtendAgreement,
  TerminateAgreement,
} from '#ordering/contracts/agreement-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class AgreementsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(RegisterAgreement, 'agreements', { creates: true })
  register(@Sent() command: RegisterAgreement): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AddEnrollment, 'agreements/:agreementId/enrollments', { creates: true })
  addEnrollment(@Sent() command: AddEnrollment): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DesignateContact, 'agreements/:agreementId/contacts')
  designateContact(@Sent() command: DesignateContact): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ChangePriceLevel, 'agreements/:agreementId/price-level')
  changePriceLevel(@Sent() command: ChangePriceLevel): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ExtendAgreement, 'agreements/:agreementId/extend')
  extend(@Sent() command: ExtendAgreement): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(TerminateAgreement, 'agreements/:agreementId/terminate')
  terminate(@Sent() command: TerminateAgreement): Promise<Answer> {
    return this.commands.execute(command);
  }
}

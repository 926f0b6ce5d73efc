import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import {
  RecordAccreditation,
  RegisterInstitution,
  WithdrawAccreditation,
} from '#institutions/contracts/institution-commands.js';
import {
  ErasePerson,
  GiveConsent,
  RecordPersonLeft,
  RegisterPerson,
} from '#institutions/contracts/person-commands.js';
import {
  AttestTechnicalRequirements,
  RecordCatcStatus,
  RecordVueCenterStatus,
  StartCatcApplication,
} from '#institutions/contracts/test-centre-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class InstitutionsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(RegisterInstitution, 'institutions', { creates: true })
  register(@Sent() command: RegisterInstitution): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordAccreditation, 'institutions/:institutionId/accreditation')
  recordAccreditation(@Sent() command: RecordAccreditation): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(WithdrawAccreditation, 'institutions/:institutionId/withdraw-accreditation')
  withdrawAccreditation(@Sent() command: WithdrawAccreditation): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(StartCatcApplication, 'institutions/:institutionId/catc-application')
  startCatcApplication(@Sent() command: StartCatcApplication): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordCatcStatus, 'institutions/:institutionId/catc-status')
  recordCatcStatus(@Sent() command: RecordCatcStatus): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AttestTechnicalRequirements, 'institutions/:institutionId/technical-requirements')
  attestTechnicalRequirements(@Sent() command: AttestTechnicalRequirements): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordVueCenterStatus, 'institutions/:institutionId/vue-center-status')
  recordVueCenterStatus(@Sent() command: RecordVueCenterStatus): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RegisterPerson, 'institutions/:institutionId/persons', { creates: true })
  registerPerson(@Sent() command: RegisterPerson): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(GiveConsent, 'persons/:personRef/consent')
  giveConsent(@Sent() command: GiveConsent): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ErasePerson, 'persons/:personRef/erase')
  erase(@Sent() command: ErasePerson): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordPersonLeft, 'persons/:personRef/leave')
  recordPersonLeft(@Sent() command: RecordPersonLeft): Promise<Answer> {
    return this.commands.execute(command);
  }
}

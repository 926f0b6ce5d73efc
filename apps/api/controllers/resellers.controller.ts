import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import {
  AuthorizeReseller,
  DesignateResellerContact,
  EndResellerAuthorization,
  RegisterReseller,
} from '#ordering/contracts/reseller-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class ResellersController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(RegisterReseller, 'resellers', { creates: true })
  register(@Sent() command: RegisterReseller): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AuthorizeReseller, 'resellers/:resellerId/authorize')
  authorize(@Sent() command: AuthorizeReseller): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(EndResellerAuthorization, 'resellers/:resellerId/end-authorization')
  endAuthorization(@Sent() command: EndResellerAuthorization): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DesignateResellerContact, 'resellers/:resellerId/contact')
  designateContact(@Sent() command: DesignateResellerContact): Promise<Answer> {
    return this.commands.execute(command);
  }
}

import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { RecordBounce } from '#fulfilment/contracts/mailing.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class NotificationsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(RecordBounce, 'notifications/:notificationId/bounce')
  bounce(@Sent() command: RecordBounce): Promise<Answer> {
    return this.commands.execute(command);
  }
}

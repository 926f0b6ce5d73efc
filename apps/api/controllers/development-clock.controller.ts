import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { MoveClock } from '#clock/move-clock.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class DevelopmentClockController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(MoveClock, 'development/clock')
  move(@Sent() command: MoveClock): Promise<Answer> {
    return this.commands.execute(command);
  }
}

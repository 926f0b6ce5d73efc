import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import {
  BookExam,
  ForfeitCode,
  RedeemCode,
  ReleaseBooking,
  RescheduleExam,
} from '#entitlement/contracts/use-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class BookingsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(BookExam, 'bookings', { creates: true })
  book(@Sent() command: BookExam): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReleaseBooking, 'bookings/:bookingKey/release')
  release(@Sent() command: ReleaseBooking): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RescheduleExam, 'bookings/:bookingKey/reschedule')
  reschedule(@Sent() command: RescheduleExam): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ForfeitCode, 'bookings/:bookingKey/forfeit')
  forfeit(@Sent() command: ForfeitCode): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RedeemCode, 'redemptions')
  redeem(@Sent() command: RedeemCode): Promise<Answer> {
    return this.commands.execute(command);
  }
}

import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { PublishCalendar } from '#catalogue/contracts/calendar-commands.js';
import {
  AnnounceExamRetirement,
  ListExam,
  RescheduleExamRetirement,
  RetireExam,
} from '#catalogue/contracts/exam-commands.js';
import { PublishStagedPrices, StagePrices } from '#catalogue/contracts/price-import-commands.js';
import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { ListProduct, WithdrawProduct } from '#catalogue/contracts/product-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class CatalogueController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(ListExam, 'exams/:examCode/list')
  listExam(@Sent() command: ListExam): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AnnounceExamRetirement, 'exams/:examCode/announce-retirement')
  announceRetirement(@Sent() command: AnnounceExamRetirement): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RescheduleExamRetirement, 'exams/:examCode/reschedule-retirement')
  rescheduleRetirement(@Sent() command: RescheduleExamRetirement): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RetireExam, 'exams/:examCode/retire')
  retireExam(@Sent() command: RetireExam): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ListProduct, 'products/:productKey/list')
  listProduct(@Sent() command: ListProduct): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(WithdrawProduct, 'products/:productKey/withdraw')
  withdrawProduct(@Sent() command: WithdrawProduct): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(PublishPriceList, 'price-lists/:priceListId/publish')
  publishPriceList(@Sent() command: PublishPriceList): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(StagePrices, 'price-lists/:priceListId/stage')
  stagePrices(@Sent() command: StagePrices): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(PublishStagedPrices, 'price-lists/:priceListId/publish-staged')
  publishStagedPrices(@Sent() command: PublishStagedPrices): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(PublishCalendar, 'calendars/:calendarId/publish')
  publishCalendar(@Sent() command: PublishCalendar): Promise<Answer> {
    return this.commands.execute(command);
  }
}

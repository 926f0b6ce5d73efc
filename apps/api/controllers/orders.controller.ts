import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { ApproveCorrection, ProposeCorrection, RecordInvoice } from '#ordering/contracts/invoice-commands.js';
import {
  AcknowledgeOrder,
  AmendOrder,
  ApproveSpecialDiscount,
  CancelOrder,
  PlaceOrder,
  ProposeSpecialDiscount,
  RecordOrderProcessed,
  RejectOrder,
} from '#ordering/contracts/order-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class OrdersController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(PlaceOrder, 'orders', { creates: 'orders/:id' })
  place(@Sent() command: PlaceOrder): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AmendOrder, 'orders/:orderId/amend')
  amend(@Sent() command: AmendOrder): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(CancelOrder, 'orders/:orderId/cancel')
  cancel(@Sent() command: CancelOrder): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RejectOrder, 'orders/:orderId/reject')
  reject(@Sent() command: RejectOrder): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordOrderProcessed, 'orders/:orderId/process')
  process(@Sent() command: RecordOrderProcessed): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AcknowledgeOrder, 'orders/:orderId/acknowledge')
  acknowledge(@Sent() command: AcknowledgeOrder): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ProposeSpecialDiscount, 'orders/:orderId/propose-special-discount')
  proposeSpecialDiscount(@Sent() command: ProposeSpecialDiscount): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ApproveSpecialDiscount, 'orders/:orderId/approve-special-discount')
  approveSpecialDiscount(@Sent() command: ApproveSpecialDiscount): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordInvoice, 'orders/:orderId/invoice')
  invoice(@Sent() command: RecordInvoice): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ProposeCorrection, 'orders/:orderId/propose-correction')
  proposeCorrection(@Sent() command: ProposeCorrection): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ApproveCorrection, 'orders/:orderId/approve-correction')
  approveCorrection(@Sent() command: ApproveCorrection): Promise<Answer> {
    return this.commands.execute(command);
  }
}

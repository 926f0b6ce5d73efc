import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { ImportSupplyLot, ReleaseSurplus } from '#supply/contracts/supply-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class SupplyController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(ImportSupplyLot, 'supply-lots', { creates: true })
  import(@Sent() command: ImportSupplyLot): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReleaseSurplus, 'supply-lots/:lotId/release-surplus')
  releaseSurplus(@Sent() command: ReleaseSurplus): Promise<Answer> {
    return this.commands.execute(command);
  }
}

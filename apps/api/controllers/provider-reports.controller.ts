import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { RegisterProviderFile, RejectProviderRecord } from '#reporting/contracts/feed-commands.js';
import { ApplyProviderReport, IngestProviderReport } from '#reporting/contracts/report-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class ProviderReportsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(IngestProviderReport, 'provider-reports', { creates: true })
  ingest(@Sent() command: IngestProviderReport): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ApplyProviderReport, 'provider-reports/:reportId/apply')
  apply(@Sent() command: ApplyProviderReport): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RegisterProviderFile, 'provider-files', { creates: true })
  register(@Sent() command: RegisterProviderFile): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RejectProviderRecord, 'provider-files/:fileId/rejections')
  reject(@Sent() command: RejectProviderRecord): Promise<Answer> {
    return this.commands.execute(command);
  }
}

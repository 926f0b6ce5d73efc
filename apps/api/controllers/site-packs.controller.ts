import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { AllocateDraw, DrawExam } from '#site-packs/contracts/draw-commands.js';
import {
  ActivateSitePack,
  ApproveAdjustment,
  ProposeAdjustment,
  ResumeSitePack,
  SuspendSitePack,
} from '#site-packs/contracts/pack-commands.js';
import { RecordPortalBalance } from '#site-packs/contracts/portal-balance.js';
import { ForfeitSeats, ReleaseSeats, ReserveSeats } from '#site-packs/contracts/session-commands.js';
import { CommandRoute, Sent } from '../routes/command-route.js';

@Controller('v1')
export class SitePacksController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute(ActivateSitePack, 'site-packs/:entitlementId/activate')
  activate(@Sent() command: ActivateSitePack): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReserveSeats, 'site-packs/:entitlementId/sessions/:sessionId/reserve')
  reserve(@Sent() command: ReserveSeats): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ReleaseSeats, 'site-packs/:entitlementId/sessions/:sessionId/release')
  release(@Sent() command: ReleaseSeats): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ForfeitSeats, 'site-packs/:entitlementId/sessions/:sessionId/forfeit')
  forfeit(@Sent() command: ForfeitSeats): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(DrawExam, 'site-packs/:entitlementId/draws')
  draw(@Sent() command: DrawExam): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(AllocateDraw, 'institutions/:institutionId/draws')
  allocate(@Sent() command: AllocateDraw): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(SuspendSitePack, 'site-packs/:entitlementId/suspend')
  suspend(@Sent() command: SuspendSitePack): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ResumeSitePack, 'site-packs/:entitlementId/resume')
  resume(@Sent() command: ResumeSitePack): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(RecordPortalBalance, 'site-packs/:entitlementId/portal-balance')
  portalBalance(@Sent() command: RecordPortalBalance): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ProposeAdjustment, 'site-packs/:entitlementId/propose-adjustment')
  proposeAdjustment(@Sent() command: ProposeAdjustment): Promise<Answer> {
    return this.commands.execute(command);
  }

  @CommandRoute(ApproveAdjustment, 'site-packs/:entitlementId/approve-adjustment')
  approveAdjustment(@Sent() command: ApproveAdjustment): Promise<Answer> {
    return this.commands.execute(command);
  }
}

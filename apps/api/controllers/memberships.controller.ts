import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Answer } from '#deciding/decisions.js';
import { type Clock } from '#kernel/time.js';
import { benefits, membershipStatuses } from '#membership/contracts/benefits.js';
import { ConfirmMembershipEligibility } from '#membership/contracts/membership-commands.js';
import { Ref } from '#messages/fields.js';
import { listMemberships } from '#read-models/memberships/query.js';
import { memberships } from '#read-models/memberships/tables.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { rowSchema } from '../openapi/row-schema.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { CommandRoute, Sent } from '../routes/command-route.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

class MembershipsWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Ref('mbr', 'Membership', { optional: true }) membershipId?: string;
}

@Controller('v1')
export class MembershipsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CommandRoute(ConfirmMembershipEligibility, 'institutions/:institutionId/membership-eligibility')
  confirmEligibility(@Sent() command: ConfirmMembershipEligibility): Promise<Answer> {
    return this.commands.execute(command);
  }

  @QueryRoute('memberships', {
    operationId: 'listMemberships',
    query: MembershipsWanted,
    summary: 'Memberships of the Imagine Academy, and what they give today',
    description: 'In the 30 days of grace after its end a membership gives less, and can still be renewed.',
    roles: ['vl-administrator', 'vendor-operations', 'reseller', 'auditor', 'operator'],
    answer: rowSchema(memberships, {
      more: {
        status: { type: 'string', enum: membershipStatuses },
        benefits: { type: 'array', items: { type: 'string', enum: benefits } },
      },
    }),
    list: true,
  })
  list(@Wanted() { query: filter, caller, after, limit, cursor }: Asked<MembershipsWanted>) {
    const { institutions } = caller;
    const now = this.clock.now();
    return listMemberships(this.models.reads, { institutions, after, limit, cursor, now, filter });
  }
}

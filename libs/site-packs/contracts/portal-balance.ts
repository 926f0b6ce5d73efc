import { Command } from '#messages/command.js';
import { Moment, Ref, Whole } from '#messages/fields.js';

@Command({
  summary: "Record the balance that the provider's portal shows for a site pack",
  description:
    'Changes no unit: reports of exams decide those. It is shown beside the balance of the ledger, with the difference. ' +
    'One that is older than what is known says nothing new.',
  roles: ['certiport', 'vendor-operations'],
  example: { entitlementId: 'ent_00000000000000000000000001', left: 120, statedAt: '2020-03-02T06:00:00Z' },
})
export class RecordPortalBalance {
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
  @Whole('Exams that are left, as the portal shows it', { max: 1_000_000 }) left!: number;
  @Moment('When the portal showed it; now unless said otherwise', { optional: true }) statedAt?: string;
}

/** What the portal showed, beside what the ledger knew when it was told. */
export class PortalBalanceRecorded {
  static readonly type = 'PortalBalanceRecorded';
  static readonly version = 1;
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
  @Whole('Exams that are left, as the portal shows it') left!: number;
  @Whole('Units neither drawn nor forfeited, by the ledger; negative when overdrawn', { min: -1_000_000 })
  ledgerLeft!: number;
  @Moment('When the portal showed it') statedAt!: string;
}

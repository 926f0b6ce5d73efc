import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { Command } from '#messages/command.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Moment, Ref, Whole } from '#messages/fields.js';

const institutionId = 'ins_00000000000000000000000001';
const codeId = 'cod_00000000000000000000000001';

/** Which codes: one of the three, by the code, the entitlement (one batch of it or all), or the disclosure. */
abstract class CompromisedCodes {
  @Ref('ins', 'Institution whose codes they are') institutionId!: string;
  @Ref('cod', 'One code', { optional: true }) codeId?: string;
  @Ref('ent', 'All codes of an entitlement', { optional: true }) entitlementId?: string;
  @Whole('Only those of this batch of the issuance', { min: 1, optional: true }) batchNo?: number;
  @Ref('dis', 'All codes of a disclosure, such as a list mailed to the wrong person', { optional: true })
  disclosureId?: string;
  @Moment('Since when they may be in wrong hands', { optional: true }) since?: string;
}

@Command({
  summary: 'Report that codes are compromised',
  description:
    'One command for a code, a batch or a whole disclosure (E55). What is unused is voided and listed for the provider to ' +
    'block; once blocked it is replaced in the same slot with the same expiry (E53, I30). What was used is a case.',
  roles: ['vl-administrator', 'vendor-operations'],
  example: { institutionId, disclosureId: 'dis_00000000000000000000000001', since: '2020-01-15T12:00:00Z' },
})
export class ReportCompromise extends CompromisedCodes {}

@Command({
  summary: 'Confirm that a code is blocked at the provider',
  description: 'From then on nobody can sit an exam with it, and it is replaced if its term allows (E53).',
  roles: ['pearson-vue', 'certiport', 'vendor-operations'],
  example: { codeId },
})
export class ConfirmBlock {
  @Ref('cod', 'The voided code') codeId!: string;
}

export class CompromiseReported extends CompromisedCodes {
  static readonly type = 'CompromiseReported';
  static readonly version = 1;
  @Ref('cmp', 'The compromise') compromiseId!: string;
}

export const compromiseEvents = eventRegistry(CompromiseReported);
export type CompromiseEvent = EventOf<typeof CompromiseReported>;

/** The streams `compromise-{cmp_…}`. */
export const compromises: Aggregate<Readonly<CompromiseReported> | undefined, CompromiseEvent> = {
  category: 'compromise',
  events: compromiseEvents,
  tenant: (reported) => reported?.institutionId,
  fold: { initial: undefined, evolve: (_, { data }) => data },
};

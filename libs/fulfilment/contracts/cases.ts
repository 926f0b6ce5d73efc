import { Command } from '#messages/command.js';
import { OneOf, Ref, Text, Texts, Whole } from '#messages/fields.js';
import { type DecisionKind, decisionKinds } from './decision-kinds.js';
import { questionKinds } from '#entitlement/contracts/vocabulary.js';

/** Open questions between a provider's word, the vendor's word and the ledger. */
export const caseKinds = [
  ...questionKinds,
  'INVOICE_REVISION_MISMATCH',
  'SUPPLY_DUPLICATE',
  'SUPPLY_SURPLUS',
  'DRAWN_WHILE_NOT_ACTIVE',
  'DRAWN_OUTSIDE_TERM',
  'DRAWN_AFTER_CANCELLATION',
  'INELIGIBLE_CANDIDATE',
  'SITE_PACK_OVERDRAWN',
  'UNKNOWN_CODE',
  'REPORT_UNMATCHED',
  'REPORT_REFUSED',
  'VOID_FAILED',
  'MAIL_BOUNCED',
  'CORRECTION_SHORT',
] as const;
export type CaseKind = (typeof caseKinds)[number];

@Command({
  summary: 'Open a reconciliation case',
  description: 'One case is open per kind and key; opening it again adds the evidence.',
  roles: ['reconciler'],
  example: { kind: 'DOUBLE_USE', key: 'cod_00000000000000000000000000', evidence: ['event 3f0c…'] },
})
export class OpenCase {
  @OneOf(caseKinds, 'What is in question') kind!: CaseKind;
  @Text('What it is about; one case is open per kind and key') key!: string;
  @Texts('References to events and files, never codes or names', { max: 100 }) evidence!: readonly string[];
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
}

@Command({
  summary: 'Decide a reconciliation case that needs one person only',
  description: 'A decision on money or consumption is proposed, and approved by a second person (I38).',
  roles: ['reconciler'],
  example: { caseId: 'cas_00000000000000000000000000', decision: 'NO_ACTION' },
})
export class ResolveCase {
  @Ref('cas', 'The case') caseId!: string;
  @OneOf(decisionKinds, 'What is decided') decision!: DecisionKind;
}

export class CaseOpened {
  static readonly type = 'CaseOpened';
  static readonly version = 1;
  @Ref('cas', 'The case') caseId!: string;
  @OneOf(caseKinds, 'What is in question') kind!: CaseKind;
  @Text('What it is about') key!: string;
  @Texts('References to events and files', { max: 100 }) evidence!: readonly string[];
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
  @Whole('How often a case of this kind and key was opened', { min: 1 }) opening!: number;
}

export class CaseEvidenceAdded {
  static readonly type = 'CaseEvidenceAdded';
  static readonly version = 1;
  @Ref('cas', 'The case') caseId!: string;
  @Texts('References to events and files', { max: 100 }) evidence!: readonly string[];
}

export class CaseResolved {
  static readonly type = 'CaseResolved';
  static readonly version = 1;
  @Ref('cas', 'The case') caseId!: string;
  @Text('What was decided') decision!: string;
  @Text('Who decided') by!: string;
  @Text('The second person, where it needed one', { optional: true }) approvedBy?: string;
}

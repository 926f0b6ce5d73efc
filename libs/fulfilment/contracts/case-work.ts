import { Command } from '#messages/command.js';
import { OneOf, Ref, Text, Whole } from '#messages/fields.js';
import { type DecisionKind, type TwoPersonDecision, twoPersonDecisions } from './decision-kinds.js';

const caseId = 'cas_00000000000000000000000000';

@Command({
  summary: 'Give a case to somebody',
  description: 'Who works on it from now on; the last one named is its owner.',
  roles: ['reconciler'],
  example: { caseId, owner: 'reconciler-2' },
})
export class AssignCase {
  @Ref('cas', 'The case') caseId!: string;
  @Text('Id of the account that works on it', { max: 100 }) owner!: string;
}

@Command({
  summary: 'Propose a decision on money or consumption',
  description: 'Nothing happens before another person approves it (I38). A newer proposal takes its place.',
  roles: ['reconciler'],
  example: { caseId, decision: 'REVERSE_CONSUMPTION' },
})
export class ProposeDecision {
  @Ref('cas', 'The case') caseId!: string;
  @OneOf(twoPersonDecisions, 'What is proposed') decision!: TwoPersonDecision;
}

@Command({
  summary: 'Approve a proposed decision',
  description: 'By another person than the one who proposed it (I38); the decision is then carried out.',
  roles: ['reconciler', 'vendor-operations'],
  example: { caseId, proposal: 1 },
})
export class ApproveDecision {
  @Ref('cas', 'The case') caseId!: string;
  @Whole('Number of the proposal that was read', { min: 1 }) proposal!: number;
}

@Command({
  summary: 'Decline a proposed decision',
  description: 'The case stays open.',
  roles: ['reconciler', 'vendor-operations'],
  example: { caseId, proposal: 1 },
})
export class DeclineDecision {
  @Ref('cas', 'The case') caseId!: string;
  @Whole('Number of the proposal that was read', { min: 1 }) proposal!: number;
}

export class CaseAssigned {
  static readonly type = 'CaseAssigned';
  static readonly version = 1;
  @Ref('cas', 'The case') caseId!: string;
  @Text('Account that works on it', { max: 100 }) owner!: string;
}

export class DecisionProposed {
  static readonly type = 'DecisionProposed';
  static readonly version = 1;
  @Ref('cas', 'The case') caseId!: string;
  @Whole('Number of the proposal in this case', { min: 1 }) proposal!: number;
  @OneOf(twoPersonDecisions, 'What is proposed') decision!: DecisionKind;
  @Text('Who proposed it') by!: string;
}

export class DecisionDeclined {
  static readonly type = 'DecisionDeclined';
  static readonly version = 1;
  @Ref('cas', 'The case') caseId!: string;
  @Whole('Number of the proposal', { min: 1 }) proposal!: number;
  @Text('Who declined it') by!: string;
}

import { Command } from '#messages/command.js';
import { Flag, Moment, OneOf, Ref, Text, Whole } from '#messages/fields.js';
import {
  assignmentCorrections,
  disclosureChannels,
  libraryIdForm,
  strandingCauses,
  voidCauses,
} from './vocabulary.js';

const codeId = 'cod_00000000000000000000000001';
const personRef = 'per_00000000000000000000000001';

@Command({
  summary: 'Assign a code to a person',
  description:
    'The exam is chosen later, at booking (R55). Refused when the person has left, is of another institution, or is a ' +
    'minor without consent. Final once the code has been disclosed (R61).',
  roles: ['vl-administrator'],
  example: { codeId, personRef },
})
export class AssignCode {
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person') personRef!: string;
}

@Command({
  summary: 'Propose to undo an assignment that was a mistake',
  description:
    'The first of two persons; nothing changes until another one voids the assignment. Only before the code has been disclosed, and never in strict mode (R61).',
  roles: ['vl-administrator'],
  example: { codeId, cause: 'TYPING_ERROR' },
})
export class ProposeVoidAssignment {
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(assignmentCorrections, 'Why') cause!: (typeof assignmentCorrections)[number];
}

@Command({
  summary: 'Undo an assignment that another person has proposed to undo',
  description:
    'The second of two persons, other than the one who proposed it. Only before the code has been disclosed, and never in strict mode (R61).',
  roles: ['vl-administrator'],
  example: { codeId },
})
export class VoidAssignment {
  @Ref('cod', 'Code') codeId!: string;
}

@Command({
  summary: 'Disclose a code',
  description:
    'To the person it is assigned to, or to a registered contact of the institution. Logged before it is decrypted; the answer holds the code (I31).',
  roles: ['vl-administrator'],
  example: { codeId, personRef, channel: 'EMAIL' },
})
export class DiscloseCode {
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person that gets it; this or contactRef', { optional: true }) personRef?: string;
  @Ref('per', 'Registered contact that gets it; this or personRef', { optional: true }) contactRef?: string;
  @OneOf(disclosureChannels, 'How it is handed over') channel!: (typeof disclosureChannels)[number];
}

@Command({
  summary: 'Give an assigned code to another person',
  description: 'Always refused: codes are not transferable. The attempt is kept for the audit (R61).',
  roles: ['vl-administrator', 'vendor-operations', 'candidate'],
  example: { codeId, personRef },
})
export class ReassignCode {
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person that should get it') personRef!: string;
}

@Command({
  summary: 'Mark a code as stranded',
  description:
    'It stays valid and stays with its person, but nobody eligible or nothing eligible is left for it (E30).',
  roles: ['vl-administrator', 'hr-feed'],
  example: { codeId, personRef, cause: 'PERSON_LEFT' },
})
export class StrandCode {
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person that left', { optional: true }) personRef?: string;
  @OneOf(strandingCauses, 'Why') cause!: (typeof strandingCauses)[number];
}

@Command({
  summary: 'Take back that a code is stranded',
  description: 'Sent by the process that follows retirements: an exam can be sat for it after all (E58).',
  roles: [],
  example: { codeId, cause: 'EXAM_RETIRED' },
})
export class LiftStranding {
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(strandingCauses, 'What is over') cause!: (typeof strandingCauses)[number];
}

@Command({
  summary: 'Void a code',
  description:
    'For good. A use from before the void that comes to light later still counts, and the void is then recorded as failed (E54).',
  roles: ['vendor-operations', 'vl-administrator'],
  example: { codeId, cause: 'COMPROMISED', providerConfirmed: false },
})
export class VoidCode {
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(voidCauses, 'Why') cause!: (typeof voidCauses)[number];
  @Flag('The provider has confirmed that the code is blocked') providerConfirmed!: boolean;
}

@Command({
  summary: 'Void a code that a corrected invoice no longer pays for',
  description:
    'Sent by the process that follows corrections. A use from before stands, and so does who holds the code by now: it is then not taken back (E54, R61, I38).',
  roles: [],
  example: { codeId, attempt: 1 },
})
export class WithdrawCode {
  @Ref('cod', 'Code') codeId!: string;
  @Whole('How often it was tried to take this code back', { min: 1 }) attempt!: number;
  @Flag('Two persons decided to take it from its holder', { optional: true }) fromHolder?: boolean;
}

@Command({
  summary: 'Use a code to open a library',
  description:
    'Sent by the unlocking of the library, so that the code itself decides who may use it, when, and how often.',
  roles: [],
  example: { codeId, personRef, libraryId: 'EREF-DEVELOPER' },
})
export class ActivateCode {
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person that uses it') personRef!: string;
  @Text('Library that it opens', { max: 40, pattern: libraryIdForm }) libraryId!: string;
}

@Command({
  summary: "End a code with its entitlement's shorter term",
  description:
    'Sent by the process that follows terminations; uses are judged by when they happened (I17, I37).',
  roles: [],
  example: { codeId, expiresAt: '2020-01-31T23:00:00Z' },
})
export class ShortenCodeTerm {
  @Ref('cod', 'Code') codeId!: string;
  @Moment('First instant of no use') expiresAt!: string;
}

@Command({
  summary: 'Record that a code has expired',
  description:
    'Sent by the sweep. It causes nothing: a use at or after the expiry instant is refused anyway (I17).',
  roles: [],
  example: { codeId },
})
export class ExpireCode {
  @Ref('cod', 'Code') codeId!: string;
}

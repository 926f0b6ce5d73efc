import { Command } from '#messages/command.js';
import { Moment, OneOf, Ref, Text } from '#messages/fields.js';
import { evidenceForm, libraryIdForm, violationKinds, type ViolationKind } from './vocabulary.js';

const codeId = 'cod_00000000000000000000000001';
const personRef = 'per_00000000000000000000000001';

@Command({
  summary: 'Accept the usage terms of the libraries',
  description: 'No library opens before; they forbid to print, copy or share what it holds (R77).',
  roles: ['candidate', 'vl-administrator'],
  example: { personRef, termsVersion: 'EREF-2019-07' },
})
export class AcceptUsageTerms {
  @Ref('per', 'Person that accepts') personRef!: string;
  @Text('Version of the terms', { max: 40, pattern: libraryIdForm }) termsVersion!: string;
}

@Command({
  summary: 'Unlock a library with a code',
  description:
    'By the person that the code is assigned to, within its term, once the usage terms in force are accepted. The ' +
    'code is used up by it: one person and one library (R58). Access then lasts to the end of the agreement or of the ' +
    'entitlement, whichever comes first (R59).',
  roles: ['candidate', 'vl-administrator'],
  example: { codeId, personRef, libraryId: 'EREF-DEVELOPER' },
})
export class UnlockLibrary {
  @Ref('cod', 'Id of the code; this or code', { optional: true }) codeId?: string;
  @Text('The code itself; this or codeId', { max: 64, optional: true }) code?: string;
  @Ref('per', 'Person that reads') personRef!: string;
  @Text('Library, as its host names it', { max: 40, pattern: libraryIdForm }) libraryId!: string;
}

@Command({
  summary: "End access to a library with its code's shorter term",
  description:
    'Sent by the process that follows terminations; access that ends earlier stays as it is (I37).',
  roles: [],
  example: { codeId, accessUntil: '2020-01-31T23:00:00Z' },
})
export class ShortenLibraryAccess {
  @Ref('cod', 'Code that opened it') codeId!: string;
  @Moment('First instant without access') accessUntil!: string;
}

@Command({
  summary: 'Record that access to a library has ended',
  description: 'Sent by a timer. It causes nothing: access ends by the clock.',
  roles: [],
  example: { codeId },
})
export class EndLibraryAccess {
  @Ref('cod', 'Code that opened it') codeId!: string;
}

@Command({
  summary: 'Report that library material was printed, copied or shared',
  description: 'The ledger cannot prevent it in the reader; it keeps the report for the auditor (R77).',
  roles: ['vl-administrator', 'vendor-operations', 'auditor'],
  example: { codeId, kind: 'COPIED', evidenceRef: 'REPORT-2019-117' },
})
export class ReportPolicyViolation {
  @Ref('cod', 'Code that opened the library') codeId!: string;
  @OneOf(violationKinds, 'What was done') kind!: ViolationKind;
  @Text('Reference to the evidence', { max: 100, pattern: evidenceForm }) evidenceRef!: string;
}

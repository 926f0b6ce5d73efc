import { defineTable, flag, instant, json, orNull, text, whole } from '#projecting/table.js';

/** Every case, open or decided. */
export const cases = defineTable(
  'cases',
  {
    caseId: text,
    kind: text,
    key: text,
    status: text,
    owner: orNull(text),
    openedAt: instant,
    /** How often it was opened. */
    opening: whole,
    evidence: json<readonly string[]>(),
    /** What stands to be approved, and who proposed it. */
    proposal: orNull(whole),
    proposedDecision: orNull(text),
    proposedBy: orNull(text),
    decision: orNull(text),
    decidedBy: orNull(text),
    approvedBy: orNull(text),
    resolvedAt: orNull(instant),
  },
  ['caseId'],
  ['openedAt', 'caseId'],
  ['institutionId', 'openedAt', 'caseId'],
  ['status', 'openedAt', 'caseId'],
  ['institutionId', 'status', 'openedAt', 'caseId'],
  ['key'],
);

/** Uses that a case has decided on: whether they count now. Of the code's stream, as the reports are of their own. */
export const decidedUses = defineTable(
  'decided_uses',
  {
    codeId: text,
    /** Registration or booking. */
    key: text,
    /** Of the report that tells of it. */
    kind: text,
    counts: flag,
    caseId: text,
  },
  ['codeId', 'key', 'kind'],
);

/** Every report of a provider, and what became of it. */
export const reports = defineTable(
  'reports',
  {
    reportId: text,
    provider: text,
    kind: text,
    registrationKey: text,
    codeId: text,
    examCode: orNull(text),
    occurredLocal: text,
    statedZone: orNull(text),
    receivedAt: instant,
    /** RECORDED, UNMATCHED, GIVEN_UP, or what became of it. */
    state: text,
    cause: orNull(text),
    refusal: orNull(text),
    occurredAt: orNull(instant),
    zone: orNull(text),
    zoneConfidence: orNull(text),
    late: flag,
    /** It came again with another content. */
    conflicting: flag,
    /** How often it came again with the same. */
    repeats: whole,
  },
  ['reportId'],
  ['receivedAt', 'reportId'],
  ['provider', 'receivedAt', 'reportId'],
  ['institutionId', 'receivedAt', 'reportId'],
  ['state', 'receivedAt', 'reportId'],
  ['codeId'],
);

/** Lines of files that are no report. */
export const rejections = defineTable(
  'rejections',
  {
    rejectionId: text,
    provider: text,
    fileId: text,
    line: whole,
    reason: text,
    rejectedAt: instant,
  },
  ['rejectionId'],
  ['rejectedAt', 'rejectionId'],
  ['provider', 'rejectedAt', 'rejectionId'],
);

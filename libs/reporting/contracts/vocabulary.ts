/** What a provider reports of a registration. */
export const reportKinds = ['RESULT', 'BOOKING', 'CANCELLATION', 'NO_SHOW', 'RESULT_CHANGED'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const cancelledBy = ['CANDIDATE', 'PROVIDER'] as const;
export type CancelledBy = (typeof cancelledBy)[number];

/** What became of a report that was matched to a code. */
export const outcomes = [
  /** The code's stream recorded it. */
  'APPLIED',
  /** The code's stream knew it already, from another report or channel. */
  'ALREADY_KNOWN',
  /** True, but overtaken: the code had been consumed when it arrived (E42). */
  'HISTORICAL',
  /** Changes no consumption (E40). */
  'NOTED',
  /** Contradicts the ledger; a case holds the question. */
  'REFUSED',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a report could not be applied yet; what is missing may still come. */
export const unmatchedCauses = ['UNKNOWN_CODE', 'UNKNOWN_BOOKING', 'OTHER_BOOKING_LIVE'] as const;
export type UnmatchedCause = (typeof unmatchedCauses)[number];

/** Why a line of a file is no report; a closed list, because a line's text may hold names (I32). */
export const rejections = [
  'UNREADABLE',
  'FIELD_MISSING',
  'FIELD_INVALID',
  'KIND_UNKNOWN',
  'PROVIDER_ERROR',
  'REFUSED',
] as const;
export type Rejection = (typeof rejections)[number];

export const fileHashForm = /^[0-9a-f]{64}$/;

import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { reconciliationModel, reportsDecided } from './query.js';

export const errorKinds = ['REJECTED', 'UNMATCHED', 'GIVEN_UP', 'REFUSED'] as const;
export type ErrorKind = (typeof errorKinds)[number];

/**
 * What a provider sent and the ledger could not use: a line that is no report, or a report that fits nothing and is not
 * decided. What two persons have accepted, or a case has answered otherwise, needs nobody any more.
 */
export interface ProviderError {
  readonly errorId: string;
  readonly institutionId: string;
  readonly provider: string;
  readonly kind: ErrorKind;
  readonly reason: string | null;
  readonly at: Instant;
  readonly reportId: string | null;
  readonly registrationKey: string | null;
  readonly codeId: string | null;
  readonly fileId: string | null;
  readonly line: number | null;
}

export interface ErrorsAsked extends Asking, Paging {
  readonly filter?: {
    readonly provider?: string | undefined;
    readonly kind?: ErrorKind | undefined;
  };
}

const latestFirst: Order = {
  name: 'error',
  direction: 'descending',
  by: [
    ['e.at', 'at'],
    ['e."errorId"', 'errorId'],
  ],
};

/** Every case about the report or its use is decided; that its code was found later is no answer to what it says. */
const answered = `(SELECT bool_and(c.status = 'RESOLVED') FROM cases c
  WHERE c.key IN (r.report_id, r.code_id || ':' || r.registration_key)
    AND c.decision IS DISTINCT FROM 'MATCHED_LATER')`;

const errors = `SELECT r.report_id AS "errorId", r.institution_id, r.provider, r.state AS kind,
    coalesce(r.cause, r.refusal) AS reason, r.received_at AS at, r.report_id AS "reportId",
    r.registration_key AS "registrationKey", r.code_id AS "codeId",
    CAST(NULL AS text) AS "fileId", CAST(NULL AS int8) AS line
  FROM ${reportsDecided}
  WHERE r.state IN ('UNMATCHED', 'GIVEN_UP', 'REFUSED') AND d.counts IS NULL AND ${answered} IS NOT TRUE
  UNION ALL SELECT j.rejection_id, j.institution_id, j.provider, 'REJECTED', j.reason, j.rejected_at,
    NULL, NULL, NULL, j.file_id, j.line FROM rejections j`;

const shown = `e."errorId", e.institution_id AS "institutionId", e.provider, e.kind, e.reason, e.at,
  e."reportId", e."registrationKey", e."codeId", e."fileId", e.line`;

/** Both kinds in one list, the latest first. @throws InvalidCursor, ModelBehind */
export const listErrors = (reads: ModelReads, asked: ErrorsAsked): Promise<Page<ProviderError>> =>
  reads.ask(reconciliationModel, asked, (view) => {
    const where = new Where(view, 'e')
      .equals('e.provider', asked.filter?.provider)
      .equals('e.kind', asked.filter?.kind);
    const select = `SELECT ${shown} FROM (${errors}) e`;
    return pageOf(view, select, where, latestFirst, asked);
  });

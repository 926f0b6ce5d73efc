import { HttpException } from '@nestjs/common';
import { TooManyRequests } from '#access/rate-limiter.js';
import { Unauthenticated } from '#access/unauthenticated.js';
import { type StoreFailure, type StoreFailureKind, isStoreFailure } from '#event-store/failures.js';
import { LogBehind } from '#event-store/log-waiter.js';
import { ProfileViolation } from '#event-store/profile.js';
import {
  AddressTooLong,
  BadRequest,
  BodyInvalid,
  BodyTooLarge,
  HeadersTooLarge,
  Internal,
  MediaTypeUnsupported,
  NotYetProjected,
  OperationNotPossible,
  OutcomeUnknown,
  ProjectionUnknown,
  QueryInvalid,
  QuotaUsed,
  RequestTimeout,
  RouteUnknown,
  StorageFull,
  TokenRequired,
  Unavailable,
} from './edge-problems.js';
import { type DatabaseFailure, isDatabaseFailure } from '#database/database.js';
import { ModelBehind, NotPossible, UnknownModel } from '#projecting/failures.js';
import { InvalidCursor } from '#read-models/page.js';
import { Problem, type ProblemType } from './problem.js';

const retrySoon = { headers: { 'retry-after': '1' } };

const ofStore: Readonly<Record<StoreFailureKind, ProblemType>> = {
  conflict: Unavailable,
  unavailable: Unavailable,
  'outcome-unknown': OutcomeUnknown,
  'too-large': BodyTooLarge,
  denied: Unavailable,
  corrupt: Internal,
};

/** The framework's own errors, by status: its messages may quote the request and are not passed on. */
const ofStatus: Readonly<Record<number, ProblemType>> = {
  404: RouteUnknown,
  408: RequestTimeout,
  413: BodyTooLarge,
  414: AddressTooLong,
  415: MediaTypeUnsupported,
  431: HeadersTooLarge,
  503: Unavailable,
};

/** The problem behind whatever was thrown; what nobody foresaw is `internal` and tells nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Unauthenticated) {
    return new Problem(TokenRequired, {
      detail: error.message,
      headers: { 'www-authenticate': error.challenge },
    });
  }
  if (error instanceof TooManyRequests) {
    return new Problem(QuotaUsed, { headers: { 'retry-after': String(error.retryAfterSeconds) } });
  }
  if (isStoreFailure(error)) return ofStoreFailure(error);
  if (error instanceof ProfileViolation) {
    return new Problem(BodyInvalid, { errors: [{ pointer: error.pointer, detail: error.reason }] });
  }
  if (error instanceof ModelBehind || error instanceof LogBehind) {
    return new Problem(NotYetProjected, { headers: { 'retry-after': String(error.retryAfterSeconds) } });
  }
  if (error instanceof NotPossible) return new Problem(OperationNotPossible, { detail: error.message });
  if (error instanceof UnknownModel)
    return new Problem(ProjectionUnknown, { detail: `There are ${error.known.join(', ')}.` });
  if (error instanceof InvalidCursor) {
    return new Problem(QueryInvalid, {
      errors: [{ pointer: '/cursor', detail: 'is not one that this query gave' }],
    });
  }
  if (isDatabaseFailure(error, 'unavailable')) return ofDatabaseFailure(error);
  if (isFullDisk(error)) return new Problem(StorageFull, retryLater);
  if (error instanceof HttpException) return ofHttpStatus(error.getStatus());
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? ofHttpStatus(status) : new Problem(Internal);
}

const retryLater = { headers: { 'retry-after': '10' } };

/** Of a file of the ledger's own, such as the key ring: in the words of SQLite (13) or of the system. */
function isFullDisk(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const sqlite = 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === 13;
  return sqlite || ('code' in error && error.code === 'ENOSPC');
}

/** PostgreSQL's word for a full disk is an error class of its own. */
const ofDatabaseFailure = ({ sqlState }: DatabaseFailure): Problem =>
  sqlState === '53100' ? new Problem(StorageFull, retryLater) : new Problem(Unavailable, retrySoon);

const ofStoreFailure = ({ kind, details }: StoreFailure): Problem => {
  if (details.isFull === true) return new Problem(StorageFull, retryLater);
  const type = ofStore[kind];
  return new Problem(type, type.status === 503 ? retrySoon : {});
};

function ofHttpStatus(status: number): Problem {
  const type = ofStatus[status] ?? (status < 500 ? BadRequest : Internal);
  return new Problem(type, type.status === 503 ? retrySoon : {});
}

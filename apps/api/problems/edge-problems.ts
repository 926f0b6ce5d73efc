import { problemType } from './problem.js';

const sentAgain = 'Correct the request and send it again.';

export const MalformedJson = problemType({
  code: 'malformed-json',
  status: 400,
  title: 'The body is not JSON.',
  remedy: 'Send one JSON document (RFC 8259) in UTF-8.',
});
export const DuplicateKey = problemType({
  code: 'duplicate-key',
  status: 400,
  title: 'The body names a field twice.',
  remedy: 'Name each field once: programs differ in which of the two they would read.',
});
export const BodyTooDeep = problemType({
  code: 'body-too-deep',
  status: 400,
  title: 'The body is nested too deeply.',
  remedy: 'No command needs more than 16 levels.',
});
export const BodyInvalid = problemType({
  code: 'body-invalid',
  status: 400,
  title: 'The body is not what this command takes.',
  remedy: 'Each entry of errors points at a field and says what it must be.',
});
export const QueryInvalid = problemType({
  code: 'query-invalid',
  status: 400,
  title: 'The query string is not what this address takes.',
  remedy: 'Each entry of errors points at a parameter and says what it must be.',
});
export const HeaderInvalid = problemType({
  code: 'header-invalid',
  status: 400,
  title: 'A header is not what this address takes.',
  remedy: sentAgain,
});
export const AddressMismatch = problemType({
  code: 'address-mismatch',
  status: 400,
  title: 'The body names another thing than the address.',
  remedy: 'Leave the field out of the body: the address names the thing.',
});
export const KeyRequired = problemType({
  code: 'idempotency-key-required',
  status: 400,
  title: 'A write needs an Idempotency-Key header.',
  remedy: 'Send a new UUID with each new command, and the same one when you repeat it.',
});
export const KeyInvalid = problemType({
  code: 'idempotency-key-invalid',
  status: 400,
  title: 'The Idempotency-Key is not 1 to 128 visible ASCII characters without a comma.',
  remedy: 'Send a UUID.',
});
export const TokenRequired = problemType({
  code: 'unauthenticated',
  status: 401,
  title: 'It is not known who is calling.',
  remedy: 'Send a bearer token that the ledger knows in the Authorization header.',
});
export const RouteUnknown = problemType({
  code: 'route-unknown',
  status: 404,
  title: 'There is nothing at this address.',
  remedy: 'The addresses are in the OpenAPI document, at /openapi.json.',
});
export const MethodNotAllowed = problemType({
  code: 'method-not-allowed',
  status: 405,
  title: 'This address does not take this method.',
  remedy: 'The Allow header names the methods that it takes.',
});
export const RequestTimeout = problemType({
  code: 'request-timeout',
  status: 408,
  title: 'The request did not arrive in time.',
  remedy: 'Send it again, with the same Idempotency-Key.',
});
export const BodyTooLarge = problemType({
  code: 'body-too-large',
  status: 413,
  title: 'The body is too large.',
  remedy: 'Split the command.',
});
export const AddressTooLong = problemType({
  code: 'address-too-long',
  status: 414,
  title: 'A part of the address is too long.',
  remedy: sentAgain,
});
export const MediaTypeUnsupported = problemType({
  code: 'media-type-unsupported',
  status: 415,
  title: 'The body is not sent as JSON.',
  remedy: 'Send it with Content-Type: application/json.',
});
export const HeadersTooLarge = problemType({
  code: 'headers-too-large',
  status: 431,
  title: 'The request has too many or too large headers.',
  remedy: 'Send at most 64 headers, of at most 16 KiB together.',
});
export const QuotaUsed = problemType({
  code: 'too-many-requests',
  status: 429,
  title: 'The caller has sent more requests than it may.',
  remedy:
    'Wait as long as Retry-After says and send the same request with the same Idempotency-Key; RateLimit tells in each answer how many are left.',
});
export const BadRequest = problemType({
  code: 'bad-request',
  status: 400,
  title: 'This is no request that the ledger understands.',
  remedy: sentAgain,
});
export const Internal = problemType({
  code: 'internal',
  status: 500,
  title: 'The ledger failed.',
  remedy:
    'Send it again, with the same Idempotency-Key; tell the operator the correlationId if it fails again.',
});
export const Unavailable = problemType({
  code: 'unavailable',
  status: 503,
  title: 'The ledger cannot answer now; nothing was recorded.',
  remedy: 'Wait as long as Retry-After says and send the same request with the same Idempotency-Key.',
});
export const StorageFull = problemType({
  code: 'storage-full',
  status: 507,
  title: 'The disk of the ledger is full; nothing was recorded.',
  remedy:
    'Tell the operator, who makes room; then send the same request with the same Idempotency-Key. What was recorded before is safe.',
});
export const OutcomeUnknown = problemType({
  code: 'outcome-unknown',
  status: 503,
  title: 'It is not known whether the command was recorded.',
  remedy: 'Send the same request with the same Idempotency-Key: it is never recorded twice.',
});
export const ProjectionUnknown = problemType({
  code: 'projection-unknown',
  status: 404,
  title: 'There is no such projection.',
  remedy: 'The detail names those that there are, and so does /v1/operations/projections.',
});
export const StreamNotParked = problemType({
  code: 'stream-not-parked',
  status: 404,
  title: 'This stream is not parked in this projection.',
  remedy: 'Those that are parked are at /v1/operations/projections/{model}/parked.',
});
export const OperationNotPossible = problemType({
  code: 'operation-not-possible',
  status: 409,
  title: 'This cannot be done with the projection as it stands.',
  remedy: 'Look at its state at /v1/operations/projections.',
});
export const NotYetProjected = problemType({
  code: 'not-yet-projected',
  status: 503,
  title: 'The answer does not yet contain the position that was asked for.',
  remedy: 'Wait as long as Retry-After says and ask again.',
});
export const ExportsOfCallerBusy = problemType({
  code: 'too-many-exports',
  status: 429,
  title: 'The caller, or its institution, has as many exports under way as it may have.',
  remedy: 'Read those to their end, or close them; then wait as long as Retry-After says and ask again.',
});
export const ExportsBusy = problemType({
  code: 'exports-busy',
  status: 503,
  title: 'Too many exports are being read at this moment.',
  remedy: 'Wait as long as Retry-After says and ask again.',
});

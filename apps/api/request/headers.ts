import { randomUUIDv7 } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { formats } from '#messages/formats.js';
import { HeaderInvalid, KeyInvalid, KeyRequired } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';

// A comma is how Node.js joins a header that was sent twice.
const keyForm = /^[!-+\--~]{1,128}$/;
const correlationForm = /^[A-Za-z0-9._~-]{1,64}$/;
const traceForm = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const etagForm = /^"(0|[1-9]\d{0,14})"$/;
const maxReason = 500;

const only = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

const invalid = (detail: string): Problem => new Problem(HeaderInvalid, { detail });

/** @throws Problem when it is missing or has another form */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string {
  const key = only(headers['idempotency-key']);
  if (key === undefined || key === '') throw new Problem(KeyRequired);
  if (!keyForm.test(key)) throw new Problem(KeyInvalid);
  return key;
}

/** The revision that If-Match pins. @throws Problem for anything but one strong tag of this ledger */
export function pinnedRevisionOf(headers: IncomingHttpHeaders): number | undefined {
  const tag = headers['if-match'];
  if (tag === undefined) return undefined;
  const revision = etagForm.exec(tag)?.[1];
  if (revision === undefined) throw invalid('If-Match must be one ETag as the ledger gave it, such as "3".');
  return Number(revision);
}

export const etagOf = (revision: number): string => `"${revision}"`;

/** The caller's reason, percent-encoded UTF-8, as headers carry no other text safely. @throws Problem */
export function reasonOf(headers: IncomingHttpHeaders): string | undefined {
  const header = only(headers['ledger-reason']);
  if (header === undefined) return undefined;
  const reason = decoded(header);
  if (reason === undefined || reason === '' || reason.length > maxReason || !formats['plain-text'](reason)) {
    throw invalid(`Ledger-Reason must be 1 to ${maxReason} printable characters, percent-encoded as UTF-8.`);
  }
  return reason;
}

function decoded(header: string): string | undefined {
  // Node.js reads headers as Latin-1: raw UTF-8 would arrive as other letters.
  if (/[^ -~]/.test(header)) return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}

/** The caller's correlation id, or a new one. @throws Problem when it could not be logged as it is */
export function correlationIdOf(headers: IncomingHttpHeaders): string {
  const id = only(headers['x-correlation-id']);
  if (id === undefined) return randomUUIDv7();
  if (!correlationForm.test(id)) throw invalid('X-Correlation-Id must be 1 to 64 letters, digits or . _ ~ -');
  return id;
}

/** W3C trace context; one that is malformed is ignored, as its standard wants it. */
export function traceparentOf(headers: IncomingHttpHeaders): string | undefined {
  const trace = only(headers['traceparent']);
  return trace !== undefined && traceForm.test(trace) ? trace : undefined;
}

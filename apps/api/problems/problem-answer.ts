import { type Refusal, type RefusalKind } from '#kernel/refusal.js';
import { type ProblemDetails, type ProblemType } from './problem.js';

/** A problem as it goes over the wire (RFC 9457). */
export interface ProblemAnswer {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export const statusOfKind: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  precondition: 412,
};

export const problemUri = (publicUrl: string, code: string): string => `${publicUrl}/problems/${code}`;

/** What the edge found. The members of the standard win over those of the case. */
export const edgeAnswer = (
  publicUrl: string,
  { code, status, title, remedy }: ProblemType,
  { detail, errors, headers = {} }: ProblemDetails,
): ProblemAnswer => ({
  code,
  status,
  headers,
  body: {
    type: problemUri(publicUrl, code),
    title,
    status,
    detail: detail ?? remedy,
    code,
    ...(errors === undefined ? {} : { errors }),
  },
});

/** What a rule refused: its details are extension members. */
export const refusalAnswer = (publicUrl: string, { type, details, pointer }: Refusal): ProblemAnswer => {
  const status = statusOfKind[type.kind];
  return {
    code: type.code,
    status,
    headers: {},
    body: {
      ...details,
      type: problemUri(publicUrl, type.code),
      title: type.sentence,
      status,
      code: type.code,
      rules: type.rules,
      ...(pointer === undefined ? {} : { errors: [{ pointer, detail: type.sentence }] }),
    },
  };
};

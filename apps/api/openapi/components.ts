import { idPrefixes } from '#kernel/ids.js';
import { positionPattern } from '../request/position-pattern.js';

const text = (description: string, extra: object = {}) => ({ type: 'string', description, ...extra });
const header = (name: string, required: boolean, description: string, schema: object) => ({
  name,
  in: 'header',
  required,
  description,
  schema,
});
const problem = (description: string, headers?: object) => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const retryAfter = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } };

/** Parts that every operation refers to. */
export const components = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A token of the tokens file, or the development token.',
    },
  },
  parameters: {
    IdempotencyKey: header(
      'Idempotency-Key',
      true,
      'A UUID, new for each new command and the same for each repeat of it: a repeat gets the first answer (E19).',
      { type: 'string', minLength: 1, maxLength: 128, pattern: '^[!-+\\--~]+$' },
    ),
    IfMatch: header('If-Match', false, 'Decide only if the thing still has this ETag; else 412.', {
      type: 'string',
      pattern: '^"(0|[1-9][0-9]{0,14})"$',
    }),
    Reason: header(
      'Ledger-Reason',
      false,
      'Why, for the auditors: percent-encoded UTF-8, no personal data.',
      {
        type: 'string',
        maxLength: 1500,
      },
    ),
    CorrelationId: header(
      'X-Correlation-Id',
      false,
      'Found again in logs and in the events; made up when absent.',
      {
        type: 'string',
        pattern: '^[A-Za-z0-9._~-]{1,64}$',
      },
    ),
    DryRun: {
      name: 'dryRun',
      in: 'query',
      description: 'Decide and answer, but record nothing.',
      schema: { type: 'boolean', default: false },
    },
  },
  headers: {
    ETag: { description: 'Revision of the thing, for If-Match', schema: { type: 'string' } },
    RateLimit: {
      description: 'Requests left (r) of the quota, and seconds until all are there again (t)',
      schema: { type: 'string', examples: ['"caller";r=59999;t=1'] },
    },
    RateLimitPolicy: {
      description: 'Quota of requests (q) in so many seconds (w)',
      schema: { type: 'string', examples: ['"caller";q=60000;w=60'] },
    },
    Location: { description: 'Address of what was created', schema: { type: 'string' } },
  },
  responses: {
    Invalid: problem('Body, headers or query string are not what this address takes.'),
    Unauthenticated: problem('No bearer token, or an unknown one.', {
      'WWW-Authenticate': { description: 'Challenge (RFC 6750)', schema: { type: 'string' } },
    }),
    Forbidden: problem('The role does not allow it.'),
    NotFound: problem('There is no such thing, or it is not yours to see.'),
    Conflict: problem('A rule refuses it as things stand.'),
    Precondition: problem('It is no longer as If-Match says.'),
    TooLarge: problem('The body is too large.'),
    MediaType: problem('The body is not JSON.'),
    Refused: problem('A rule refuses it however things stand.'),
    QuotaUsed: problem('More requests than the caller may send; wait as Retry-After says.', retryAfter),
    Failed: problem('The ledger failed.'),
    Unavailable: problem('Not now; send the same request again.', retryAfter),
    StorageFull: problem('The disk is full; nothing was recorded.', retryAfter),
  },
  schemas: {
    Receipt: {
      type: 'object',
      description: 'What became of a command. Some commands add fields of their own.',
      required: ['id', 'stream', 'commandId', 'events'],
      properties: {
        id: text(`Id of the thing that decided; prefixes: ${Object.keys(idPrefixes).join(', ')}`),
        stream: text('Stream that holds its events'),
        revision: { type: 'integer', minimum: 0, description: 'Revision of the stream after the command' },
        position: text('For ?after= of a query: its answer then contains this command', {
          pattern: positionPattern,
        }),
        commandId: text('Id of the command, the same for every repeat', { format: 'uuid' }),
        events: {
          type: 'array',
          items: { type: 'string' },
          description: 'Types of the events that it recorded',
        },
        dryRun: { type: 'boolean', description: 'Present when nothing was recorded' },
      },
    },
    Problem: {
      type: 'object',
      description: 'RFC 9457; a refusal adds its details as further members.',
      required: ['type', 'title', 'status', 'code', 'correlationId'],
      properties: {
        type: text('Page that describes this kind of problem', { format: 'uri' }),
        title: text('What is wrong, in one sentence'),
        status: { type: 'integer' },
        detail: text('What can be done, or what it was in this case'),
        code: text('Stable name of the problem'),
        correlationId: text('Names this request in the logs'),
        rules: {
          type: 'array',
          items: { type: 'string' },
          description: 'Rules, invariants and edge cases behind it',
        },
        errors: {
          type: 'array',
          items: {
            type: 'object',
            required: ['pointer', 'detail'],
            properties: { pointer: text('JSON pointer (RFC 6901)'), detail: text('What it must be') },
          },
        },
      },
    },
  },
} as const;

import { deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { describeCommand } from '#messages/command.js';
import { schemaOf } from '#messages/field-registry.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { asOfHeaders, exportContent } from '../exports/described.js';
import { commonParameters } from '../request/query-message.js';
import { type CommandRouteDeclaration } from '../routes/command-route.js';
import { type OperationRouteDeclaration } from '../routes/operation-route.js';
import { type QueryRouteDeclaration } from '../routes/query-route.js';
import { type QuestionRouteDeclaration } from '../routes/question-route.js';

const response = (name: string) => ({ $ref: `#/components/responses/${name}` });
const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const operationId = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const common = { 401: response('Unauthenticated'), 403: response('Forbidden'), 404: response('NotFound') };
/** In every answer to a known caller. */
const limits = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
};
const failures = { 429: response('QuotaUsed'), 500: response('Failed'), 503: response('Unavailable') };

export const parametersOfPath = (path: string): readonly string[] => path.match(/(?<=:)[A-Za-z]+/g) ?? [];

const inPath = (
  path: string,
  properties: Readonly<Record<string, JsonSchema>>,
  examples: Readonly<Record<string, unknown>> = {},
) =>
  parametersOfPath(path).map((name) => {
    const { description = '', ...schema } = properties[name] ?? { type: 'string' };
    const example = name in examples ? { example: examples[name] } : {};
    return { name, in: 'path', required: true, description, schema, ...example };
  });

export function commandOperation(route: CommandRouteDeclaration, tag: string): object {
  const { summary, description, roles, example } = describeCommand(route.command);
  const { properties = {}, required = [], ...schema } = schemaOf(route.command);
  const taken = new Set(parametersOfPath(route.path));
  const without = <V>(record: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !taken.has(name)));
  const needed = required.filter((name) => !taken.has(name));
  const created = route.creates !== undefined;
  return {
    operationId: operationId(route.command.name),
    tags: [tag],
    summary,
    description: `${description === undefined ? '' : `${description} `}Roles: ${roles.join(', ')}.`,
    'x-roles': roles,
    parameters: [
      ...inPath(route.path, properties, example),
      ...['IdempotencyKey', 'IfMatch', 'Reason', 'CorrelationId', 'DryRun'].map(parameter),
    ],
    requestBody: {
      required: needed.length > 0,
      content: {
        'application/json': {
          schema: { ...schema, properties: without(properties), required: needed },
          example: without(example),
        },
      },
    },
    responses: {
      ...(created ? { 201: receipt('Created, or created by the first send of this command') } : {}),
      200: receipt(
        created ? 'What a dry run would create' : 'Done, or done by the first send of this command',
      ),
      400: response('Invalid'),
      ...common,
      409: response('Conflict'),
      412: response('Precondition'),
      413: response('TooLarge'),
      415: response('MediaType'),
      422: response('Refused'),
      ...failures,
      507: response('StorageFull'),
    },
  };
}

const receipt = (description: string) => ({
  description,
  headers: { ETag: { $ref: '#/components/headers/ETag' }, ...limits },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Receipt' } } },
});

export function queryOperation(route: QueryRouteDeclaration, tag: string): object {
  const { properties = {}, required = [] }: JsonSchema =
    route.query === undefined ? {} : schemaOf(route.query);
  const taken = new Set(parametersOfPath(route.path));
  const list = route.list === true;
  const inQuery = Object.entries({ ...properties, ...commonParameters(list) }).filter(
    ([name]) => !taken.has(name),
  );
  const description = route.description === undefined ? '' : `${route.description} `;
  return {
    operationId: route.operationId,
    tags: [tag],
    summary: route.summary,
    description: `${description}Roles: ${route.roles.join(', ')}.`,
    'x-roles': route.roles,
    parameters: [
      ...inPath(route.path, properties),
      ...inQuery.map(([name, { description: about = '', ...schema }]) => ({
        name,
        in: 'query',
        required: required.includes(name),
        description: about,
        schema,
      })),
      parameter('CorrelationId'),
    ],
    responses: {
      200: {
        description: list ? 'A page; or with format the whole list as a file' : 'The answer',
        headers: { ...limits, ...(list || route.asOfInHeaders === true ? asOfHeaders : {}) },
        content: list
          ? { 'application/json': { schema: pageOf(route.answer) }, ...exportContent(route.answer) }
          : { [route.media ?? 'application/json']: { schema: route.answer } },
      },
      400: response('Invalid'),
      ...common,
      ...failures,
    },
  };
}

export function questionOperation(
  { operationId: id, question, summary, description, roles, example, answer }: QuestionRouteDeclaration,
  tag: string,
): object {
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description === undefined ? '' : `${description} `}Roles: ${roles.join(', ')}.`,
    'x-roles': roles,
    parameters: [
      ...Object.entries(commonParameters(false)).map(([name, { description: about, ...schema }]) => ({
        name,
        in: 'query',
        description: about,
        schema,
      })),
      parameter('CorrelationId'),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(question), example } },
    },
    responses: {
      200: { description: 'The answer', content: { 'application/json': { schema: answer } } },
      400: response('Invalid'),
      ...common,
      413: response('TooLarge'),
      415: response('MediaType'),
      ...failures,
    },
  };
}

export function operatorOperation(
  { operationId: id, path, parameters, summary, description, roles, answer }: OperationRouteDeclaration,
  tag: string,
): object {
  const { properties = {} } = schemaOf(parameters);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description === undefined ? '' : `${description} `}Roles: ${roles.join(', ')}.`,
    'x-roles': roles,
    parameters: [...inPath(path, properties), parameter('CorrelationId')],
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: answer } } },
      400: response('Invalid'),
      ...common,
      409: response('Conflict'),
      ...failures,
    },
  };
}

/** How much of the log an answer rests on. */
export const asOfLogSchema: JsonSchema = {
  type: 'object',
  description: 'How much of the log the answer rests on',
  properties: {
    position: { type: 'string', description: 'Position of the last event it knows of' },
    time: { type: ['string', 'null'], format: 'date-time', description: 'When that was recorded' },
    lastReports: {
      type: 'object',
      description: 'When the ledger last heard of each provider, to the second; null: never',
      properties: Object.fromEntries(
        deliveryProviders.map((provider) => [provider, { type: ['string', 'null'], format: 'date-time' }]),
      ),
    },
  },
};

const pageOf = (items: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['items', 'asOf'],
  properties: {
    items: { type: 'array', items },
    next: { type: 'string', description: 'For ?cursor= of the next page; absent on the last' },
    asOf: asOfLogSchema,
  },
});

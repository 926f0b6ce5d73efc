import { type FastifyRequest } from 'fastify';
import { Unauthenticated } from '#access/unauthenticated.js';
import { type Caller } from '#deciding/context.js';
import { RoleRequired } from '#deciding/refusals.js';
import { type Position } from '#event-store/port.js';
import { schemaOf } from '#messages/field-registry.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Violation, violationsOf } from '#messages/validate.js';
import { Problem } from '../problems/problem.js';
import { QueryInvalid } from '../problems/edge-problems.js';
import { Refused } from '../problems/refused.js';
import { type QueryRouteDeclaration } from '../routes/query-route.js';
import { exportFormats, type ExportFormat } from '../exports/formats.js';
import { coerced } from './coerced.js';
import { cursorContent } from './cursor.js';
import { positionPattern } from './position-pattern.js';

/** A question as a controller gets it. */
export interface Asked<Q extends object = object> {
  readonly query: Q;
  readonly caller: Caller;
  /** The answer must contain everything up to here. */
  readonly after: Position | undefined;
  readonly limit: number;
  /** Where the page before this one ended, as the model wrote it. */
  readonly cursor: string | undefined;
  /** The whole list is asked for, in this form. */
  readonly format: ExportFormat | undefined;
}

export const defaultLimit = 50;
export const maxLimit = 500;

const after: JsonSchema = {
  type: 'string',
  pattern: positionPattern,
  description: "Position of a command's receipt: the answer contains it",
};
const limit: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: maxLimit,
  description: `Items of a page; ${defaultLimit} unless said otherwise`,
};
const cursor: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{1,512}$',
  description: 'The next of the page before',
};

const format: JsonSchema = {
  type: 'string',
  enum: exportFormats,
  description: 'The whole list as a file instead of a page; without limit and cursor',
};

/** The parameters that every query has beside its own. */
export const commonParameters = (list: boolean): Readonly<Record<string, JsonSchema>> =>
  list ? { after, limit, cursor, format } : { after };

/** A question without parameters. */
class Plain {
  static readonly parameters = 'none';
}

interface Parameters {
  readonly type: new () => object;
  readonly common: Readonly<Record<string, JsonSchema>>;
  /** Those of the query and the common ones. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}

const known = new WeakMap<QueryRouteDeclaration, Parameters>();

function parametersOf(route: QueryRouteDeclaration): Parameters {
  const found = known.get(route);
  if (found !== undefined) return found;
  const { query: type = Plain } = route;
  const common = commonParameters(route.list === true);
  const schemas = new Map(Object.entries({ ...schemaOf(type).properties, ...common }));
  const parameters = { type, common, schemas };
  known.set(route, parameters);
  return parameters;
}

/** @throws Problem, Refused when the caller's roles do not allow the question */
export function askedOf(route: QueryRouteDeclaration, request: FastifyRequest): Asked {
  const { caller } = request;
  if (caller === undefined) throw new Unauthenticated(false);
  if (!caller.roles.some((role) => route.roles.includes(role))) throw new Refused(RoleRequired());
  const { type, common, schemas } = parametersOf(route);
  const given = { ...(request.query as object), ...(request.params as object) };
  const values = Object.entries(given).map(
    ([name, value]: [string, unknown]) => [name, coerced(value, schemas.get(name) ?? {})] as const,
  );
  const own = Object.fromEntries(values.filter(([name]) => !Object.hasOwn(common, name)));
  const shared = Object.fromEntries(values.filter(([name]) => Object.hasOwn(common, name)));
  const errors = [...violationsOf(type, own), ...commonViolations(common, shared)];
  if (errors.length > 0) throw new Problem(QueryInvalid, { errors });
  return {
    query: Object.assign(new type(), own),
    caller,
    after: shared['after'] as string | undefined,
    limit: (shared['limit'] as number | undefined) ?? defaultLimit,
    cursor: cursorContent(shared['cursor'] as string | undefined),
    format: shared['format'] as ExportFormat | undefined,
  };
}

function commonViolations(
  schemas: Readonly<Record<string, JsonSchema>>,
  values: Readonly<Record<string, unknown>>,
): readonly Violation[] {
  const wrong = Object.entries(schemas).flatMap(([name, schema]) => {
    const detail = values[name] === undefined ? undefined : violationOf(schema, values[name]);
    return detail === undefined ? [] : [{ pointer: `/${name}`, detail }];
  });
  const paging = values['format'] === undefined ? [] : ['limit', 'cursor'].filter((name) => name in values);
  return [...wrong, ...paging.map((name) => ({ pointer: `/${name}`, detail: 'a file has no pages' }))];
}

function violationOf(
  { pattern, enum: choices, minimum = 0, maximum = 0 }: JsonSchema,
  value: unknown,
): string | undefined {
  if (choices !== undefined)
    return choices.includes(value as string) ? undefined : `must be one of ${choices.join(', ')}`;
  if (pattern !== undefined) {
    const given = typeof value === 'string' && new RegExp(pattern).test(value);
    return given ? undefined : 'is not one that the ledger gave';
  }
  const within = typeof value === 'number' && value >= minimum && value <= maximum;
  return within ? undefined : `must be ${minimum} to ${maximum}`;
}

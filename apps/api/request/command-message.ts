import { type FastifyRequest } from 'fastify';
import { type CommandContext, inContext } from '#deciding/context.js';
import { commandIdFor } from '#deciding/identity.js';
import { type CommandClass } from '#messages/command.js';
import { schemaOf } from '#messages/field-registry.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { violationsOf } from '#messages/validate.js';
import { Unauthenticated } from '#access/unauthenticated.js';
import { AddressMismatch, BodyInvalid, QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { coerced } from './coerced.js';
import { idempotencyKeyOf, pinnedRevisionOf, reasonOf, traceparentOf } from './headers.js';

/**
 * The command that a request sends, with the context it travels in. What the address names fills the fields of the
 * same name. @throws Problem
 */
export function commandMessage(type: CommandClass, request: FastifyRequest): object {
  const fields = fieldsOf(request.body, addressed(type, request.params as Readonly<Record<string, string>>));
  const context = contextOfRequest(request);
  const violations = violationsOf(type, fields);
  if (violations.length > 0) throw new Problem(BodyInvalid, { errors: violations });
  return inContext(Object.assign(new type(), fields), context);
}

const known = new WeakMap<CommandClass, Readonly<Record<string, JsonSchema>>>();

/** What the address names, as the types of the command's fields: a number in a path is text until here. */
function addressed(
  type: CommandClass,
  params: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  if (Object.keys(params).length === 0) return {};
  const schemas = known.get(type) ?? schemaOf(type).properties ?? {};
  known.set(type, schemas);
  const named = Object.entries(params);
  return Object.fromEntries(named.map(([name, text]) => [name, coerced(text, schemas[name] ?? {})]));
}

function fieldsOf(body: unknown, params: Readonly<Record<string, unknown>>): object {
  if (body === undefined) return { ...params };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Problem(BodyInvalid, { errors: [{ pointer: '', detail: 'must be an object' }] });
  }
  const sent = body as Readonly<Record<string, unknown>>;
  const different = Object.keys(params).filter(
    (name) => sent[name] !== undefined && sent[name] !== params[name],
  );
  if (different.length === 0) return { ...sent, ...params };
  const errors = different.map((name) => ({
    pointer: `/${name}`,
    detail: 'is another one than in the address',
  }));
  throw new Problem(AddressMismatch, { errors });
}

function contextOfRequest({ headers, query, caller, correlationId }: FastifyRequest): CommandContext {
  if (caller === undefined) throw new Unauthenticated(false);
  const commandId = commandIdFor(caller.id, idempotencyKeyOf(headers));
  const reason = reasonOf(headers);
  const traceparent = traceparentOf(headers);
  const pinned = pinnedRevisionOf(headers);
  return {
    caller,
    commandId,
    correlationId,
    ...(isDryRun(query as Readonly<Record<string, unknown>>) ? { dryRun: true } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(pinned === undefined ? {} : { pinned }),
  };
}

function isDryRun(query: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(query);
  if (names.length === 0) return false;
  const errors = names
    .filter((name) => name !== 'dryRun')
    .map((name) => ({ pointer: `/${name}`, detail: 'is not a known parameter' }));
  const { dryRun = 'false' } = query;
  if (dryRun !== 'true' && dryRun !== 'false')
    errors.push({ pointer: '/dryRun', detail: 'must be true or false' });
  if (errors.length > 0) throw new Problem(QueryInvalid, { errors });
  return dryRun === 'true';
}

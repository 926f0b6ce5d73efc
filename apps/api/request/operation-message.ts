import { type FastifyRequest } from 'fastify';
import { Unauthenticated } from '#access/unauthenticated.js';
import { RoleRequired } from '#deciding/refusals.js';
import { violationsOf } from '#messages/validate.js';
import { BodyInvalid, QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { Refused } from '../problems/refused.js';
import { type OperationRouteDeclaration } from '../routes/operation-route.js';

/** The path's parameters. @throws Problem, Refused when the caller's roles do not allow it */
export function operationOf(
  { parameters, roles }: OperationRouteDeclaration,
  request: FastifyRequest,
): object {
  const { caller, body } = request;
  if (caller === undefined) throw new Unauthenticated(false);
  if (!caller.roles.some((role) => roles.includes(role))) throw new Refused(RoleRequired());
  if (body !== undefined && (typeof body !== 'object' || body === null || Object.keys(body).length > 0))
    throw new Problem(BodyInvalid, { errors: [{ pointer: '', detail: 'must be absent or empty' }] });
  const given = request.params as object;
  const unknown = Object.keys(request.query as object).map((name) => ({
    pointer: `/${name}`,
    detail: 'is not a known parameter',
  }));
  const errors = [...unknown, ...violationsOf(parameters, given)];
  if (errors.length > 0) throw new Problem(QueryInvalid, { errors });
  return Object.assign(new parameters(), given);
}

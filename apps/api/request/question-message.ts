import { type FastifyRequest } from 'fastify';
import { Unauthenticated } from '#access/unauthenticated.js';
import { RoleRequired } from '#deciding/refusals.js';
import { violationsOf } from '#messages/validate.js';
import { BodyInvalid, QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { Refused } from '../problems/refused.js';
import { type QuestionRouteDeclaration } from '../routes/question-route.js';

/** The body as the route's question. @throws Problem, Refused when the caller's roles do not allow it */
export function questionOf({ question, roles }: QuestionRouteDeclaration, request: FastifyRequest): object {
  const { caller, body } = request;
  if (caller === undefined) throw new Unauthenticated(false);
  if (!caller.roles.some((role) => roles.includes(role))) throw new Refused(RoleRequired());
  const unknown = Object.keys(request.query as object);
  if (unknown.length > 0) {
    const errors = unknown.map((name) => ({ pointer: `/${name}`, detail: 'is not a known parameter' }));
    throw new Problem(QueryInvalid, { errors });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Problem(BodyInvalid, { errors: [{ pointer: '', detail: 'must be an object' }] });
  const violations = violationsOf(question, body);
  if (violations.length > 0) throw new Problem(BodyInvalid, { errors: violations });
  return Object.assign(new question(), body);
}

import { type FastifyRequest } from 'fastify';
import { Unauthenticated } from '#access/unauthenticated.js';
import { type Caller } from '#deciding/context.js';
import { RoleRequired } from '#deciding/refusals.js';
import { type Position } from '#event-store/port.js';
import { violationsOf } from '#messages/validate.js';
import { BodyInvalid, QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { Refused } from '../problems/refused.js';
import { type QuestionRouteDeclaration } from '../routes/question-route.js';
import { positionPattern } from './position-pattern.js';

/** A question as a controller gets it. */
export interface Posed<Q extends object = object> {
  readonly question: Q;
  readonly caller: Caller;
  /** The answer must contain everything up to here. */
  readonly after: Position | undefined;
}

/** The body as the route's question. @throws Problem, Refused when the caller's roles do not allow it */
export function questionOf({ question, roles }: QuestionRouteDeclaration, request: FastifyRequest): Posed {
  const { caller, body } = request;
  if (caller === undefined) throw new Unauthenticated(false);
  if (!caller.roles.some((role) => roles.includes(role))) throw new Refused(RoleRequired());
  const { after, ...others } = request.query as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(others);
  if (unknown.length > 0) {
    const errors = unknown.map((name) => ({ pointer: `/${name}`, detail: 'is not a known parameter' }));
    throw new Problem(QueryInvalid, { errors });
  }
  const position = typeof after === 'string' ? after : undefined;
  if (after !== undefined && !new RegExp(positionPattern).test(position ?? '')) {
    const errors = [{ pointer: '/after', detail: 'is not one that the ledger gave' }];
    throw new Problem(QueryInvalid, { errors });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Problem(BodyInvalid, { errors: [{ pointer: '', detail: 'must be an object' }] });
  const violations = violationsOf(question, body);
  if (violations.length > 0) throw new Problem(BodyInvalid, { errors: violations });
  return { question: Object.assign(new question(), body), caller, after: position };
}

import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Answer } from '#deciding/decisions.js';
import { Refusal } from '#kernel/refusal.js';
import { type Problems } from '../problems/problems.js';
import { etagOf } from '../request/headers.js';
import { type CommandRouteDeclaration } from '../routes/command-route.js';

/** Turns what the bus answered into a response: status, ETag, Location; or the problem of a refusal. */
export function answerCommand(
  problems: Problems,
  { creates }: CommandRouteDeclaration,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
): object {
  reply.header('cache-control', 'no-store');
  if (answer instanceof Refusal) return problems.refused(answer, request, reply);
  if (answer.revision !== undefined) reply.header('etag', etagOf(answer.revision));
  if (answer.dryRun === true) reply.code(200);
  else if (typeof creates === 'string') reply.header('location', `/v1/${creates.replace(':id', answer.id)}`);
  return answer;
}

import { type FastifyInstance, type RouteOptions } from 'fastify';
import { type Answer } from '#deciding/decisions.js';
import { answerCommand } from '../answers/command-answer.js';
import { type QueryAnswer, answerQuery } from '../answers/query-answer.js';
import { type Problems } from '../problems/problems.js';
import { type RouteDeclaration } from '../routes/route-registry.js';

/**
 * Gives each declared route its way of answering. Here and not in an interceptor, which would cost every request an
 * observable.
 */
export function addAnswerHooks(fastify: FastifyInstance, problems: Problems): void {
  fastify.addHook('onRoute', (route) => {
    const declared = declarationOf(route);
    if (declared === undefined) return;
    route.preSerialization = (request, reply, payload: unknown, done) => {
      // A problem that was thrown has been prepared already.
      if (reply.statusCode >= 400) done(null, payload);
      else if (declared.kind === 'command')
        done(null, answerCommand(problems, declared, request, reply, payload as Answer));
      else done(null, answerQuery(problems, request, reply, payload as QueryAnswer));
    };
  });
}

const declarationOf = ({ config }: RouteOptions): RouteDeclaration | undefined =>
  (config as { readonly ledger?: RouteDeclaration } | undefined)?.ledger;

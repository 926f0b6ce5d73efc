import { randomUUIDv7 } from 'node:crypto';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type HttpMetrics } from '#observability/http-metrics.js';
import { type Logger } from '#observability/logger.js';
import { HeadersTooLarge } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { correlationIdOf } from '../request/headers.js';
import { type Stopping } from './stopping.js';

/** Node.js drops what comes after its own limit without a word; a request is refused before that. */
export const maxHeaders = 64;

export interface HookDependencies {
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly stopping: Stopping;
}

/** What happens to every request, before and after it is handled. */
export function addRequestHooks(
  fastify: FastifyInstance,
  { logger, metrics, stopping }: HookDependencies,
): void {
  fastify.decorateRequest('correlationId', '');
  fastify.decorateRequest('caller', undefined);
  fastify.decorateRequest('asked', undefined);

  fastify.addHook('onRequest', (request, reply, done) => {
    metrics.begun();
    // Not onResponse: it is not told of a client that went away.
    reply.raw.once('close', () => metrics.ended());
    const problem = correlate(request);
    reply.header('x-correlation-id', request.correlationId).header('x-content-type-options', 'nosniff');
    if (stopping.isStopping) reply.header('connection', 'close');
    done(problem);
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    // The pattern, not the address: that holds ids, and a query string may hold more.
    const route = request.routeOptions.url ?? 'none';
    const milliseconds = reply.elapsedTime;
    metrics.observe(request.method, route, reply.statusCode, milliseconds / 1000);
    if (logger.isLevelEnabled('info')) {
      const { correlationId, method, caller } = request;
      const took = Math.round(milliseconds * 1000) / 1000;
      logger.info(
        { correlationId, method, route, status: reply.statusCode, ms: took, actor: caller?.id },
        'answered',
      );
    }
    done();
  });
}

/** @returns what is wrong with the request before its body is read */
function correlate(request: FastifyRequest): Error | undefined {
  try {
    request.correlationId = correlationIdOf(request.headers);
  } catch (error) {
    request.correlationId = randomUUIDv7();
    return error as Error;
  }
  return request.raw.rawHeaders.length > 2 * maxHeaders ? new Problem(HeadersTooLarge) : undefined;
}

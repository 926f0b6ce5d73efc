import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type HttpMetrics } from '#observability/http-metrics.js';
import { type Logger } from '#observability/logger.js';
import { type Refusal } from '#kernel/refusal.js';
import { problemOf } from './known-errors.js';
import { Refused } from './refused.js';
import { type ProblemAnswer, edgeAnswer, refusalAnswer } from './problem-answer.js';

const mediaType = 'application/problem+json';

/** Answers everything that is not a success, in one form. */
export class Problems {
  constructor(
    private readonly publicUrl: string,
    private readonly logger: Logger,
    private readonly metrics: HttpMetrics,
  ) {}

  /** Ends the request with the problem behind an error; logs it when the ledger is to blame. */
  send(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (error instanceof Refused) return reply.send(this.refused(error.refusal, request, reply));
    const { type, details } = problemOf(error);
    if (type.status >= 500) this.log(error, request, type.status);
    return reply.send(this.prepare(edgeAnswer(this.publicUrl, type, details), request, reply));
  }

  /** The body of a refusal; status and headers are set on the reply. */
  refused(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): object {
    return this.prepare(refusalAnswer(this.publicUrl, refusal), request, reply);
  }

  /** The body alone, for what is answered before there is a request. */
  bodyOf(error: unknown): ProblemAnswer {
    const { type, details } = problemOf(error);
    return edgeAnswer(this.publicUrl, type, details);
  }

  private prepare(answer: ProblemAnswer, request: FastifyRequest, reply: FastifyReply): object {
    this.metrics.refused(answer.code);
    reply.code(answer.status).headers(answer.headers).type(mediaType);
    return { ...answer.body, correlationId: request.correlationId };
  }

  private log(error: unknown, request: FastifyRequest, status: number): void {
    const { correlationId, method, routeOptions } = request;
    const line = { error, correlationId, method, route: routeOptions.url, status };
    if (status === 503) this.logger.warn(line, 'unavailable');
    else this.logger.error(line, 'failed');
  }
}

import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type RouteTable } from '../edge/route-table.js';
import { MethodNotAllowed } from './edge-problems.js';
import { Problem } from './problem.js';
import { type Problems } from './problems.js';

/** The one exception filter: everything thrown before, in or after a controller ends here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly problems: Problems,
    private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (!reply.sent) this.problems.send(this.atUnknownRoute(request) ?? error, request, reply);
  }

  private atUnknownRoute({ is404, url }: FastifyRequest): Problem | undefined {
    const methods = is404 ? this.routes.methodsAt(url.split('?', 1)[0] ?? '') : [];
    return methods.length === 0
      ? undefined
      : new Problem(MethodNotAllowed, { headers: { allow: methods.join(', ') } });
  }
}

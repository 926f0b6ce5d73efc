import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type LogWaiter } from '#event-store/log-waiter.js';
import { LOG } from '../injection.js';
import { routeOf } from '../routes/route-registry.js';
import { askedOf } from './query-message.js';
import { questionOf } from './question-message.js';

/**
 * Before every query and every question, whatever answers it: who may ask, what is asked, and that the log has come to
 * the position it is asked after. What a read model answers waits for the model besides.
 */
@Injectable()
export class AskingGuard implements CanActivate {
  constructor(@Inject(LOG) private readonly log: LogWaiter) {}

  /** @throws Problem, Refused, LogBehind, StoreFailure */
  canActivate(context: ExecutionContext): true | Promise<true> {
    const route = routeOf(context.getHandler());
    if (route?.kind !== 'query' && route?.kind !== 'question') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const asked = route.kind === 'query' ? askedOf(route, request) : questionOf(route, request);
    request.asked = asked;
    return asked.after === undefined ? true : this.log.waitFor(asked.after).then(() => true);
  }
}

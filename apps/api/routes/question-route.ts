import { HttpCode, Post, applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { type Posed } from '../request/question-message.js';
import { routeOf, tieRoute } from './route-registry.js';

export interface QuestionDescription {
  readonly operationId: string;
  /** Its fields are the body. */
  readonly question: new () => object;
  readonly summary: string;
  readonly description?: string;
  /** Who may ask. */
  readonly roles: readonly Role[];
  /** A body that is valid as it stands. */
  readonly example: object;
  readonly answer: JsonSchema;
}

export interface QuestionRouteDeclaration extends QuestionDescription {
  readonly kind: 'question';
  readonly path: string;
}

/**
 * A query whose question is too long for an address: it is sent as a body. It records nothing, so it has no
 * idempotency key, and asking again is always safe.
 */
export const QuestionRoute = (path: string, description: QuestionDescription): MethodDecorator => {
  const route: QuestionRouteDeclaration = { kind: 'question', path, ...description };
  return applyDecorators(Post(path), HttpCode(200), RouteConfig({ ledger: route }), tieRoute(route));
};

/** The question that the request asks: validated by the guard, with the caller that asks. */
export const Question = createParamDecorator((_: unknown, context: ExecutionContext): Posed => {
  const route = routeOf(context.getHandler());
  if (route?.kind !== 'question') throw new Error('@Question() stands only in a @QuestionRoute()');
  return context.switchToHttp().getRequest<FastifyRequest>().asked as Posed;
});

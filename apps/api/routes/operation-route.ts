import { HttpCode, Post, applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { operationOf } from '../request/operation-message.js';
import { routeOf, tieRoute } from './route-registry.js';

export interface OperationDescription {
  readonly operationId: string;
  /** Its fields are the parameters of the path: an operation has no body. */
  readonly parameters: new () => object;
  readonly summary: string;
  readonly description?: string;
  /** Who may do it. */
  readonly roles: readonly Role[];
  readonly answer: JsonSchema;
}

export interface OperationRouteDeclaration extends OperationDescription {
  readonly kind: 'operation';
  readonly path: string;
}

/**
 * Something done to the machinery and not to the business: it records no event, so it is no command. Doing it again
 * changes nothing, so it has no idempotency key.
 */
export const OperationRoute = (path: string, description: OperationDescription): MethodDecorator => {
  const route: OperationRouteDeclaration = { kind: 'operation', path, ...description };
  return applyDecorators(Post(path), HttpCode(200), RouteConfig({ ledger: route }), tieRoute(route));
};

/** The parameters of the operation that the request asks for: validated. */
export const Operated = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const route = routeOf(context.getHandler());
  if (route?.kind !== 'operation') throw new Error('@Operated() stands only in an @OperationRoute()');
  return operationOf(route, context.switchToHttp().getRequest<FastifyRequest>());
});

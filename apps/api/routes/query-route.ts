import { Get, applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { askedOf } from '../request/query-message.js';
import { routeOf, tieRoute } from './route-registry.js';

export interface QueryDescription {
  readonly operationId: string;
  /** Its fields are the parameters of path and query string. */
  readonly query?: new () => object;
  readonly summary: string;
  readonly description?: string;
  /** Who may ask. */
  readonly roles: readonly Role[];
  /** Schema of the answer, or of each item of a list. */
  readonly answer: JsonSchema;
  /** Whether it answers a page of items, with a cursor to the next one. */
  readonly list?: boolean;
}

export interface QueryRouteDeclaration extends QueryDescription {
  readonly kind: 'query';
  readonly path: string;
}

/** Gives a controller's method the route of a query; `after`, `cursor` and `limit` come with it. */
export const QueryRoute = (path: string, description: QueryDescription): MethodDecorator => {
  const route: QueryRouteDeclaration = { kind: 'query', path, ...description };
  return applyDecorators(Get(path), RouteConfig({ ledger: route }), tieRoute(route));
};

/** What the request asks: validated, with the caller that asks. */
export const Wanted = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const route = routeOf(context.getHandler());
  if (route?.kind !== 'query') throw new Error('@Wanted() stands only in a @QueryRoute()');
  return askedOf(route, context.switchToHttp().getRequest<FastifyRequest>());
});

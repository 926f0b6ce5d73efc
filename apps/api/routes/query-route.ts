import { Get, applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { type Asked } from '../request/query-message.js';
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
  /** Media type of the answer, when it is not JSON. */
  readonly media?: string;
  /** Its body is the same whenever it is asked: what it rests on is in headers. */
  readonly asOfInHeaders?: boolean;
  /** Whether it answers a page of items, with a cursor to the next one. */
  readonly list?: boolean;
}

export interface QueryRouteDeclaration extends QueryDescription {
  readonly kind: 'query';
  readonly path: string;
}

/** Gives a controller's method the route of a query; `after` comes with it, and with a list its pages and exports. */
export const QueryRoute = (path: string, description: QueryDescription): MethodDecorator => {
  const route: QueryRouteDeclaration = { kind: 'query', path, ...description };
  return applyDecorators(
    ...(route.list === true ? [exportable] : []),
    Get(path),
    RouteConfig({ ledger: route }),
    tieRoute(route),
  );
};

/** The method answers a page as ever, or is asked for the whole list. */
const exportable: MethodDecorator = (_target, _name, descriptor) => {
  const { value: list } = descriptor;
  if (typeof list !== 'function') return;
  const answer = function (this: object, asked: Wish): unknown {
    const ask = () => Promise.resolve(Reflect.apply(list, this, [asked]) as object);
    return asked.export === undefined ? ask() : asked.export(ask);
  };
  Object.assign(descriptor, { value: answer });
};

/** What a list's method is asked; with an export, whoever asks has it all. */
interface Wish extends Asked {
  readonly export?: (ask: () => Promise<object>) => Promise<object>;
}

/** What the request asks: validated by the guard, with the caller that asks. */
export const Wanted = createParamDecorator((_: unknown, context: ExecutionContext): Wish => {
  const route = routeOf(context.getHandler());
  if (route?.kind !== 'query') throw new Error('@Wanted() stands only in a @QueryRoute()');
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const asked = request.asked as Asked;
  const { format } = asked;
  if (format === undefined) return asked;
  const exporting = { route, format, request, reply: http.getResponse<FastifyReply>() };
  return { ...asked, export: (ask) => request.server.exports.answer(exporting, ask) };
});

import { type Type } from '@nestjs/common';
import { type CommandRouteDeclaration } from './command-route.js';
import { type OperationRouteDeclaration } from './operation-route.js';
import { type QueryRouteDeclaration } from './query-route.js';
import { type QuestionRouteDeclaration } from './question-route.js';

export type RouteDeclaration =
  CommandRouteDeclaration | OperationRouteDeclaration | QueryRouteDeclaration | QuestionRouteDeclaration;

const byHandler = new WeakMap<object, RouteDeclaration>();

/** Remembers which route a controller's method serves. */
export const tieRoute =
  (route: RouteDeclaration): MethodDecorator =>
  (_target, _name, descriptor) => {
    if (typeof descriptor.value === 'function') byHandler.set(descriptor.value, route);
  };

export const routeOf = (handler: object): RouteDeclaration | undefined => byHandler.get(handler);

export type Controller = Type<object>;

/** The routes of a controller, in the order of its methods. */
export const routesOf = (controller: Controller): readonly RouteDeclaration[] =>
  Object.values(Object.getOwnPropertyDescriptors(controller.prototype as object)).flatMap(
    ({ value }: PropertyDescriptor) => {
      const route = typeof value === 'function' ? routeOf(value as object) : undefined;
      return route === undefined ? [] : [route];
    },
  );

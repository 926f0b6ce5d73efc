import { HttpCode, Post, applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { type CommandClass } from '#messages/command.js';
import { commandMessage } from '../request/command-message.js';
import { routeOf, tieRoute } from './route-registry.js';

export interface CommandRouteOptions {
  /** The answer is 201; with a Location when this is the address of what was created, `:id` for its id. */
  readonly creates?: string | true;
}

export interface CommandRouteDeclaration extends CommandRouteOptions {
  readonly kind: 'command';
  readonly command: CommandClass;
  readonly path: string;
}

/**
 * Gives a controller's method the route of a command. The parameters of the path fill the command's fields of the
 * same name; everything else of the edge follows from the command's declaration.
 */
export const CommandRoute = (
  command: CommandClass,
  path: string,
  options: CommandRouteOptions = {},
): MethodDecorator => {
  const route: CommandRouteDeclaration = { kind: 'command', command, path, ...options };
  return applyDecorators(
    Post(path),
    HttpCode(options.creates === undefined ? 200 : 201),
    RouteConfig({ ledger: route }),
    tieRoute(route),
  );
};

/** The command that the request sends: validated, and in its context. */
export const Sent = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const route = routeOf(context.getHandler());
  if (route?.kind !== 'command') throw new Error('@Sent() stands only in a @CommandRoute()');
  return commandMessage(route.command, context.switchToHttp().getRequest<FastifyRequest>());
});

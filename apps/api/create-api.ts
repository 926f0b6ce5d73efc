import 'reflect-metadata';
import './request/request-augmentation.js';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessGuard, CALLERS, RATE_LIMITER } from '#access/access.guard.js';
import { rateLimiterOf } from '#access/rate-limiter.js';
import { FactReader } from '#as-of/reading.js';
import { allEvents } from '#composition/all-events.js';
import { publicUrlOf } from '#config/configuration.js';
import { type Look } from '#deciding/binding.js';
import { bindDecisions } from '#deciding/decisions.js';
import { LogWaiter } from '#event-store/log-waiter.js';
import { HttpMetrics } from '#observability/http-metrics.js';
import { orderingPolicies } from '#ordering/application/index.js';
import { type ApiDependencies } from './api-dependencies.js';
import { CLOCK, FACTS, LOG, LOOK, OPERATIONS, ORDERING_POLICIES, READ_MODELS } from './injection.js';
import { addAnswerHooks } from './edge/answer-hooks.js';
import { fastifyOptions } from './edge/fastify-options.js';
import { useStrictJson } from './edge/json-parser.js';
import { NestLogger } from './edge/nest-logger.js';
import { addRequestHooks } from './edge/request-hooks.js';
import { RouteTable } from './edge/route-table.js';
import { closeConnectionsWhenIdle } from './edge/stopping.js';
import { Exports } from './exports/exports.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { Problems } from './problems/problems.js';
import { AskingGuard } from './request/asking.guard.js';
import { addPublicRoutes } from './public/public-routes.js';
import { controllersFor } from './controllers/controllers.js';

/** An answer contains what it was asked after: nothing in it is a second old, as it may be for a decision. */
const lookNow = ({ look }: ApiDependencies['runner']): Look => ({
  ...look,
  reference: (aggregate, id) => look.at(aggregate, id),
});

/** The one Nest module: controllers, the command bus and what they are given. Nothing is request-scoped. */
@Module({})
class ApiModule {
  static with(
    { callers, clock, readModels, operations, config, runner, store }: ApiDependencies,
    routes: RouteTable,
  ): DynamicModule {
    return {
      module: ApiModule,
      controllers: [...controllersFor(config.mode)],
      providers: [
        CommandBus,
        { provide: RouteTable, useValue: routes },
        { provide: CALLERS, useValue: callers },
        { provide: RATE_LIMITER, useValue: rateLimiterOf(config.rateLimitPerMinute) },
        { provide: CLOCK, useValue: clock },
        { provide: READ_MODELS, useValue: readModels },
        { provide: OPERATIONS, useValue: operations },
        { provide: FACTS, useValue: new FactReader(store, allEvents) },
        { provide: LOG, useValue: new LogWaiter(store, config.queryWaitMs) },
        { provide: LOOK, useValue: lookNow(runner) },
        { provide: ORDERING_POLICIES, useValue: orderingPolicies({ priceListId: config.priceList }) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: AskingGuard },
      ],
    };
  }
}

/** The HTTP edge, ready to listen. It owns nothing that it is given: who opened the store closes it. */
export async function createApi(dependencies: ApiDependencies): Promise<NestFastifyApplication> {
  const { config, logger, bindings, runner, registry, stopping } = dependencies;
  const metrics = new HttpMetrics(registry);
  const problems = new Problems(publicUrlOf(config), logger, metrics);
  const adapter = new FastifyAdapter({ ...fastifyOptions(config, problems), skipMiddie: true });
  const fastify = adapter.getInstance();
  const routes = new RouteTable(fastify);
  useStrictJson(fastify);
  fastify.decorate('exports', new Exports(logger));
  addRequestHooks(fastify, { logger, metrics, stopping });
  addAnswerHooks(fastify, problems);
  addPublicRoutes(fastify, dependencies);
  closeConnectionsWhenIdle(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.with(dependencies, routes),
    adapter,
    {
      bodyParser: false,
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  app.useGlobalFilters(new ProblemFilter(problems, routes));
  bindDecisions(app.get(CommandBus), runner, bindings);
  await app.init();
  await fastify.ready();
  return app;
}

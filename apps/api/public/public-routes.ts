import { type FastifyInstance, type FastifyReply } from 'fastify';
import { publicUrlOf } from '#config/configuration.js';
import { type ApiDependencies } from '../api-dependencies.js';
import { controllersFor } from '../controllers/controllers.js';
import { openApiDocument } from '../openapi/document.js';
import { RouteUnknown } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { docsPage } from './docs-page.js';
import { contentSecurityPolicy } from './html.js';
import { problemPage, problemsPage } from './problem-pages.js';
import { readiness } from './readiness.js';
import { signpostPage, signposts } from './signposts.js';

/**
 * Everything that needs no token. It is registered beside Nest and not in a controller, because the guard stands
 * before every controller: what is open is what is listed here.
 */
export function addPublicRoutes(
  fastify: FastifyInstance,
  { config, store, readModels, stopping, registry }: ApiDependencies,
): void {
  const document = openApiDocument(controllersFor(config.mode), publicUrlOf(config));
  const docs = docsPage(document);
  const text = JSON.stringify(document);

  fastify.get('/', (_request, reply) => reply.redirect('/docs', 302));
  fastify.get('/livez', () => ({ alive: true }));
  fastify.get('/readyz', async (_request, reply) => {
    const state = await readiness(store, readModels, stopping);
    return reply
      .code(state.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(state);
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  fastify.get('/openapi.json', (_request, reply) => reply.type('application/json').send(text));
  fastify.get('/docs', (_request, reply) => sendPage(reply, docs));
  fastify.get('/problems', (_request, reply) => sendPage(reply, problemsPage()));
  fastify.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const found = problemPage(request.params.code);
    if (found === undefined) throw new Problem(RouteUnknown);
    return sendPage(reply, found);
  });
  for (const signpost of signposts)
    fastify.get<{ Params: Record<string, string> }>(signpost.path, (request, reply) =>
      sendPage(reply, signpostPage(signpost, request.params)),
    );
}

const sendPage = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').header('content-security-policy', contentSecurityPolicy).send(text);

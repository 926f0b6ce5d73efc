import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Refusal } from '#kernel/refusal.js';
import { type Problems } from '../problems/problems.js';
import { cursorOf } from '../request/cursor.js';
import { etagOf } from '../request/headers.js';

/** A page as a model answers it. */
export interface Page<Item extends object> {
  readonly items: readonly Item[];
  /** Where the next page begins, in the model's own words; absent on the last. */
  readonly next?: string | undefined;
}

/** What a query's controller returns: one thing, a page of things, or a refusal. */
export type QueryAnswer = object | Page<object> | Refusal;

export function answerQuery(
  problems: Problems,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: QueryAnswer,
): object {
  reply.header('cache-control', 'no-store');
  if (answer instanceof Refusal) return problems.refused(answer, request, reply);
  if ('items' in answer && Array.isArray(answer.items)) return answerPage(request, reply, answer);
  if ('revision' in answer && typeof answer.revision === 'number')
    reply.header('etag', etagOf(answer.revision));
  return answer;
}

function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { items, next, ...rest }: Page<object>,
): object {
  if (next === undefined) return { ...rest, items };
  const cursor = cursorOf(next);
  const address = new URL(request.url, 'http://ledger');
  address.searchParams.set('cursor', cursor);
  reply.header('link', `<${address.pathname}${address.search}>; rel="next"`);
  return { ...rest, items, next: cursor };
}

import { type FastifyInstance } from 'fastify';
import { MediaTypeUnsupported } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { parseJsonBody } from '../request/json-body.js';

const otherCharset = { detail: 'JSON is UTF-8 (RFC 8259): leave out the charset, or name utf-8.' };

/** A charset says nothing about JSON, but who names another one would be misread. */
const isUtf8 = (contentType = ''): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset);
};

/** JSON is the only form of a body; every other media type is 415. */
export function useStrictJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      if (!isUtf8(request.headers['content-type'])) throw new Problem(MediaTypeUnsupported, otherCharset);
      done(null, body.length === 0 ? undefined : parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

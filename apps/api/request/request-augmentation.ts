import { type Caller } from '#deciding/context.js';
import { type Exports } from '../exports/exports.js';

declare module 'fastify' {
  interface FastifyInstance {
    exports: Exports;
  }
  interface FastifyRequest {
    correlationId: string;
    /** Set by the access guard; every controller has one. */
    caller: Caller | undefined;
  }
}

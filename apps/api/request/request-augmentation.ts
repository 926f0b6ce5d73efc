import { type Caller } from '#deciding/context.js';

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
    /** Set by the access guard; every controller has one. */
    caller: Caller | undefined;
  }
}

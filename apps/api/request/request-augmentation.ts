import { type Caller } from '#deciding/context.js';
import { type Exports } from '../exports/exports.js';
import { type Asked } from './query-message.js';
import { type Posed } from './question-message.js';

declare module 'fastify' {
  interface FastifyInstance {
    exports: Exports;
  }
  interface FastifyRequest {
    correlationId: string;
    /** Set by the access guard; every controller has one. */
    caller: Caller | undefined;
    /** Set by the asking guard, where something is asked. */
    asked: Asked | Posed | undefined;
  }
}

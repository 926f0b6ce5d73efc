import { tmpdir } from 'node:os';
import { type Readable } from 'node:stream';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Unauthenticated } from '#access/unauthenticated.js';
import { type Logger } from '#observability/logger.js';
import { type AsOf } from '#projecting/model-state.js';
import { sayAsOf } from '../answers/as-of-log.js';
import { type QueryRouteDeclaration } from '../routes/query-route.js';
import { ExportFile } from './export-file.js';
import { type ExportFormat, mediaTypes, writingOf } from './formats.js';
import { ExportSlots } from './slots.js';
import { Spool } from './spool.js';

export interface Exporting {
  readonly route: QueryRouteDeclaration;
  readonly format: ExportFormat;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers whole lists as files. */
export class Exports {
  constructor(
    private readonly logger: Logger,
    private readonly directory = tmpdir(),
    private readonly slots = new ExportSlots(),
  ) {}

  /**
   * Resolves with the body of the answer as soon as the first rows are there: until then a failure is a problem like
   * any other; after that it breaks the connection, so that nobody takes half a file for a whole one.
   * @param ask asks the list
   * @throws Problem while the caller or the process has too many of them, and whatever the list throws
   */
  async answer(exporting: Exporting, ask: () => Promise<object>): Promise<Readable> {
    const { format, route, request } = exporting;
    if (request.caller === undefined) throw new Unauthenticated(false);
    const slot = this.slots.take(request.caller);
    const spool = new Spool(this.directory);
    spool.once('close', () => slot.free());
    const file = new ExportFile(writingOf(format, route.answer), spool);
    file.fill(() => slot.read(ask)).catch((error: unknown) => this.breakOff(spool, exporting, error));
    try {
      describe(exporting, await file.begun);
    } catch (error) {
      spool.destroy();
      throw error;
    }
    exporting.reply.trailer('ledger-rows', (_reply, _payload, done) => done(null, String(file.rows)));
    return spool;
  }

  private breakOff(spool: Spool, { request }: Exporting, error: unknown): void {
    // Nobody reads it any more: that is why it failed.
    if (spool.destroyed) return;
    const { correlationId, routeOptions } = request;
    this.logger.warn({ error, correlationId, route: routeOptions.url }, 'an export broke off');
    spool.finish(error as Error);
  }
}

function describe({ reply, route, format }: Exporting, asOf: AsOf | undefined): void {
  reply
    .type(mediaTypes[format])
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${route.operationId}.${format}"`);
  if (asOf !== undefined) sayAsOf(reply, asOf);
}

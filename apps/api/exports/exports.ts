import { tmpdir } from 'node:os';
import { type Readable } from 'node:stream';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from '#observability/logger.js';
import { type AsOf } from '#projecting/model-state.js';
import { ExportsBusy } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { type QueryRouteDeclaration } from '../routes/query-route.js';
import { ExportFile } from './export-file.js';
import { type ExportFormat, mediaTypes, writingOf } from './formats.js';
import { Spool } from './spool.js';

/** While it reads, each holds a connection of the read database; while its client reads, a file. */
const atOnce = 4;

export interface Exporting {
  readonly route: QueryRouteDeclaration;
  readonly format: ExportFormat;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers whole lists as files. */
export class Exports {
  private running = 0;

  constructor(
    private readonly logger: Logger,
    private readonly directory = tmpdir(),
  ) {}

  /**
   * Resolves with the body of the answer as soon as the first rows are there: until then a failure is a problem like
   * any other; after that it breaks the connection, so that nobody takes half a file for a whole one.
   * @param ask asks the list
   * @throws Problem while too many exports run, and whatever the list throws
   */
  async answer(exporting: Exporting, ask: () => Promise<object>): Promise<Readable> {
    if (this.running >= atOnce) throw new Problem(ExportsBusy, { headers: { 'retry-after': '5' } });
    this.running += 1;
    const spool = new Spool(this.directory);
    spool.once('close', () => (this.running -= 1));
    const file = new ExportFile(writingOf(exporting.format, exporting.route.answer), spool);
    file.fill(ask).catch((error: unknown) => this.breakOff(spool, exporting, error));
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
  if (asOf?.position !== undefined) reply.header('ledger-position', asOf.position);
  if (asOf !== undefined && asOf.time !== null) reply.header('ledger-as-of', asOf.time);
}

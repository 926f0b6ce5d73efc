import { type FastifyInstance } from 'fastify';

/** Whether the process is on its way out: not ready for new work, still finishing what it has. */
export class Stopping {
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  begin(): void {
    this.stopping = true;
  }
}

/**
 * A connection whose answer was still under way when the server began to close would stay open, idle, for as long as
 * its client likes: closes it as soon as it is idle.
 */
export function closeConnectionsWhenIdle(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const { server } = fastify;
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.once('close', () => clearInterval(sweep));
    if (!server.listening) clearInterval(sweep);
    done();
  });
}

import { type FastifyInstance } from 'fastify';

/** Which methods each address takes, to tell an unknown address (404) from an unknown method (405). */
export class RouteTable {
  private readonly routes: { readonly url: string; readonly form: RegExp; readonly methods: Set<string> }[] =
    [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => this.add(url, [method].flat()));
  }

  /** Every address, as its pattern. */
  get addresses(): readonly string[] {
    return [...new Set(this.routes.map(({ url }) => url))].sort();
  }

  /** In alphabetical order; empty for an unknown address. */
  methodsAt(path: string): readonly string[] {
    const found = this.routes.filter(({ form }) => form.test(path)).flatMap(({ methods }) => [...methods]);
    return [...new Set(found)].sort();
  }

  private add(url: string, methods: readonly string[]): void {
    const form = new RegExp(
      `^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`,
    );
    this.routes.push({ url, form, methods: new Set(methods) });
  }
}

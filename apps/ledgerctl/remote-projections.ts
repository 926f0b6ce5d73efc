import { json } from 'node:stream/consumers';
import { ConfigurationError } from '#config/configuration-error.js';
import { type ProjectionOperations } from '#projecting/operations.js';
import { askLedger } from './ask-ledger.js';

/** The same operations on a ledger that runs, over HTTP. @throws ConfigurationError with what the ledger says */
export function remoteProjections(url: string, token: string): ProjectionOperations {
  const ask = async (method: 'GET' | 'POST', path: string): Promise<unknown> => {
    const reply = await askLedger(new URL(`/v1/operations/projections${path}`, url), { token, method });
    const said = await json(reply);
    if (reply.statusCode === 200) return said;
    const { title = 'It failed.', detail = '' } = said as Readonly<Record<string, string>>;
    throw new ConfigurationError(`${String(reply.statusCode)}: ${title} ${detail}`.trimEnd());
  };
  const items = async (path: string): Promise<unknown> =>
    ((await ask('GET', path)) as { readonly items: unknown }).items;
  const of = (model: string, ...rest: readonly string[]): string =>
    `/${[model, ...rest].map(encodeURIComponent).join('/')}`;
  const on =
    (operation: string) =>
    async (model: string): Promise<void> => {
      await ask('POST', of(model, operation));
    };
  type Answer<K extends keyof ProjectionOperations> = Awaited<ReturnType<ProjectionOperations[K]>>;
  const settle = async (model: string, stream: string, how: string): Promise<Answer<'retry'>> =>
    ((await ask('POST', of(model, 'parked', stream, how))) as { readonly outcome: Answer<'retry'> }).outcome;
  return {
    status: async () => (await items('')) as Answer<'status'>,
    pause: on('pause'),
    resume: on('resume'),
    rebuild: on('rebuild'),
    rollback: on('rollback'),
    verify: async (model) => (await ask('POST', of(model, 'verify'))) as Answer<'verify'>,
    parked: async (model) => (await items(of(model, 'parked'))) as Answer<'parked'>,
    parkedStream: async (model, stream) =>
      (await items(of(model, 'parked', stream))) as Answer<'parkedStream'>,
    retry: (model, stream) => settle(model, stream, 'retry'),
    skip: (model, stream) => settle(model, stream, 'skip'),
  };
}

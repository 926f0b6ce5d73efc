import { request as plain, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { ConfigurationError } from '#config/configuration-error.js';

/**
 * One request to a running ledger, whose answer may take as long as it takes and has its trailers. Not fetch: that gives
 * up after five minutes without a header, and keeps trailers to itself.
 * @throws ConfigurationError when nobody answers
 */
export function askLedger(
  address: URL,
  { token, method = 'GET' }: { readonly token: string; readonly method?: 'GET' | 'POST' },
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = address.protocol === 'https:' ? secure : plain;
  send(address, { method, headers: { authorization: `Bearer ${token}` } }, resolve)
    .on('error', (cause) =>
      reject(new ConfigurationError(`There is no answer from ${address.origin}.`, { cause })),
    )
    .end();
  return promise;
}

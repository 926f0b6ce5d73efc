import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '#observability/logger.js';
import { runProcess } from './run-process.js';

describe('a process of the product', () => {
  const log: { readonly signal?: string; readonly message: string }[] = [];
  const logger = createLogger({
    ...{ level: 'info', name: 'test' },
    to: { write: (line) => void log.push(JSON.parse(line) as (typeof log)[number]) },
  });
  const said = () => log.map(({ signal = '', message }) => `${signal}: ${message}`);
  const exits = () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      resolve(Number(code));
      return undefined as never;
    });
    return promise;
  };
  afterEach(() => {
    log.length = 0;
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    jest.restoreAllMocks();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops once on %s, and names it in the log', async (signal) => {
    const exit = exits();
    const stop = jest.fn(() => Promise.resolve());
    await runProcess(() => Promise.resolve({ logger, stop }));
    process.emit(signal, signal);
    process.emit('SIGINT', 'SIGINT');
    expect(await exit).toBe(0);
    expect(stop).toHaveBeenCalledTimes(1);
    expect(said()).toStrictEqual([
      `${signal}: a signal came: it stops`,
      'SIGINT: a signal came while it stops: it does already',
      `${signal}: it has stopped`,
    ]);
  });

  it('ends as failed when it could not stop as it should, and says why', async () => {
    const exit = exits();
    await runProcess(() => Promise.resolve({ logger, stop: () => Promise.reject(new Error('stuck')) }));
    process.emit('SIGTERM', 'SIGTERM');
    expect(await exit).toBe(1);
    expect(said().at(-1)).toBe('SIGTERM: it did not stop as it should');
    expect(JSON.stringify(log.at(-1))).toContain('stuck');
  });
});

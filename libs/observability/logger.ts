import { withoutSecrets } from './secrets.js';
import { type DestinationStream, type Logger, destination, pino } from 'pino';

export type { Logger };

export interface LoggerOptions {
  readonly level: string;
  /** Which process it is, such as `api`. */
  readonly name: string;
  /** Where to; default: standard output, buffered up to 4 KiB or half a second, and flushed at exit. */
  readonly to?: DestinationStream;
}

/** Structured logs, one JSON document a line, time as RFC 3339. */
export function createLogger({ level, name, to }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { process: name, pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
      messageKey: 'message',
      errorKey: 'error',
      serializers: { error: errorOf },
    },
    to ?? destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 500 }),
  );
}

/** An error without the values it carries along: a driver's error may hold the row, or the URL with its password. */
function errorOf(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  return {
    kind: error.name,
    ...('code' in error && typeof error.code === 'string' ? { errno: error.code } : {}),
    message: withoutCredentials(error.message),
    stack: withoutCredentials(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: errorOf(error.cause) }),
  };
}

const withoutCredentials = (text: string): string => text.replaceAll(/([a-z+]+:\/\/)[^\s/?#@]*@/gi, '$1***@');

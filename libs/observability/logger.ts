import { withoutSecrets } from './secrets.js';
import { type DestinationStream, type Logger, destination, pino, symbols } from 'pino';

export type { Logger };

export interface LoggerOptions {
  readonly level: string;
  /** Which process it is, such as `api`. */
  readonly name: string;
  /** Where to; default: standard output, see {@link buffered}. */
  readonly to?: DestinationStream;
}

/** Structured logs, one JSON document a line, time as RFC 3339. */
export function createLogger({ level, name, to }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { process: name, pid: process.pid },
      timestamp: timeOfLine(),
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
      messageKey: 'message',
      errorKey: 'error',
      serializers: { error: errorOf },
    },
    to ?? buffered(),
  );
}

/** Lines of a millisecond share its text. */
function timeOfLine(): () => string {
  let at = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== at) text = `,"time":"${new Date((at = now)).toISOString()}"`;
    return text;
  };
}

const ERROR = 50;

/**
 * Standard output, in pieces of 12 KiB or of half a second, and the rest at exit; a line of an error does not wait:
 * what ends the process soon after may not let it flush.
 */
function buffered(): DestinationStream {
  const out = destination({ dest: 1, sync: false, minLength: 12_288, periodicFlush: 500 });
  return {
    // Asks pino to say the level of each line.
    [symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      out.write(line);
      if (this.lastLevel >= ERROR) out.flush();
    },
  } as DestinationStream & { lastLevel: number };
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

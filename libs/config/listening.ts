import { ConfigurationError } from './configuration-error.js';
import { systemCodeOf } from './system-error.js';

/** Where something listens, and the variables that say so. */
export interface ListensAt {
  readonly host: string;
  readonly port: number;
  readonly hostVariable: string;
  readonly portVariable: string;
}

/** @throws ConfigurationError with one sentence when the address cannot be had */
export async function listening<T>(at: ListensAt, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const sentence = sentenceOf(systemCodeOf(error), at);
    throw sentence === undefined ? error : new ConfigurationError(sentence, { cause: error });
  }
}

function sentenceOf(
  code: string | undefined,
  { host, port, hostVariable, portVariable }: ListensAt,
): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use: stop what listens there, or set ${portVariable} to another port (0 for any free one).`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not listen on port ${port} of ${host}: set ${portVariable} to a port of 1024 or more.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return `${hostVariable} must be an address of this machine, such as 127.0.0.1 or 0.0.0.0: ${host} is none (${code}).`;
    default:
      return undefined;
  }
}

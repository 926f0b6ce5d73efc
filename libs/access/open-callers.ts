import { type Configuration } from '#config/configuration.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { type Callers, callersOf } from './callers.js';
import { developmentTokens } from './development-token.js';
import { readTokens } from './token-file.js';

export interface OpenedCallers {
  readonly callers: Callers;
  /** The development token, when this start has made it: print it, it is shown only once. */
  readonly newDevelopmentToken: string | undefined;
  /** Where the hash of the development token is; who deletes it gets a new token at the next start. */
  readonly developmentTokenFile: string | undefined;
}

/**
 * The callers of the configuration: those of the tokens file, else, in development, the one development token.
 * @throws ConfigurationError when a file is unusable, or holds a development token in production
 */
export function openCallers({ mode, tokensFile, dataDir }: Configuration): OpenedCallers {
  if (tokensFile !== undefined) {
    const entries = readTokens(tokensFile);
    if (mode === 'production' && entries.some((entry) => entry.development === true)) {
      throw new ConfigurationError(
        `The tokens file ${tokensFile} holds a development token: refused in production.`,
      );
    }
    return { callers: callersOf(entries), newDevelopmentToken: undefined, developmentTokenFile: undefined };
  }
  if (mode === 'production') throw new ConfigurationError('LEDGER_TOKENS_FILE is required in production.');
  const { entries, token, file } = developmentTokens(dataDir);
  return { callers: callersOf(entries), newDevelopmentToken: token, developmentTokenFile: file };
}

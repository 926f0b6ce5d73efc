import { type Configuration } from '#config/configuration.js';

interface Started {
  readonly url: string;
  readonly configuration: Configuration;
  readonly newDevelopmentToken: string | undefined;
  readonly developmentTokenFile: string | undefined;
}

/** What a newcomer reads when the ledger is up. */
export function welcome({ url, configuration, newDevelopmentToken, developmentTokenFile }: Started): string {
  const token = tokenLine(newDevelopmentToken, developmentTokenFile);
  return [
    '',
    `Entitlement Ledger is ready (${configuration.mode}).`,
    `  API            ${url}/v1`,
    `  Documentation  ${url}/docs`,
    `  OpenAPI        ${url}/openapi.json`,
    `  Data           ${configuration.dataDir}  (back up the key ring in it with the log: one is unreadable without the other)`,
    ...(token === undefined ? [] : [`  ${token}`]),
    '',
  ].join('\n');
}

/** Nothing, when the tokens are those of the tokens file. */
function tokenLine(made: string | undefined, file: string | undefined): string | undefined {
  if (made !== undefined) return `Development token (shown once): ${made}`;
  return file && `Development token: shown at the first start; delete ${file} for a new one`;
}

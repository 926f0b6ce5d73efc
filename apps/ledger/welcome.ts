import { type Configuration } from '#config/configuration.js';

interface Started {
  readonly url: string;
  readonly configuration: Configuration;
  readonly newDevelopmentToken: string | undefined;
  readonly developmentTokenFile: string | undefined;
}

/** What a newcomer reads when the ledger is up. */
export function welcome({ url, configuration, newDevelopmentToken, developmentTokenFile }: Started): string {
  const token =
    newDevelopmentToken === undefined
      ? `Development token: shown at the first start; delete ${developmentTokenFile ?? 'its file'} for a new one`
      : `Development token (shown once): ${newDevelopmentToken}`;
  return [
    '',
    `Entitlement Ledger is ready (${configuration.mode}).`,
    `  API            ${url}/v1`,
    `  Documentation  ${url}/docs`,
    `  OpenAPI        ${url}/openapi.json`,
    `  Data           ${configuration.dataDir}  (back up the key ring in it with the log: one is unreadable without the other)`,
    ...(configuration.mode === 'development' ? [`  ${token}`] : []),
    '',
  ].join('\n');
}

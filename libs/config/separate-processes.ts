import { type Configuration } from './configuration.js';
import { ConfigurationError } from './configuration-error.js';

/**
 * The configuration of an api or a worker that runs on its own: they meet in the servers that they share, while an
 * embedded log or read database belongs to one process.
 * @throws ConfigurationError when one of the servers is missing
 */
export function forSeparateProcesses(configuration: Configuration): Configuration {
  const missing = [
    ...(configuration.eventstoreUrl === undefined ? ['LEDGER_EVENTSTORE_URL'] : []),
    ...(configuration.databaseUrl === undefined ? ['LEDGER_DATABASE_URL'] : []),
  ];
  if (missing.length === 0) return configuration;
  throw new ConfigurationError(
    `${missing.join(' and ')} must be set: api and worker as separate processes need EventStoreDB and PostgreSQL; ` +
      'npm start runs both in one process without either.',
  );
}

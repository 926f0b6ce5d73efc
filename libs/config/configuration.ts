import { OneOf, Text, Whole } from '#messages/fields.js';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** As long as connection strings with several seeds and certificates get. */
const long = { max: 2000 } as const;
/** `name@host`, or that in angle brackets behind a name. */
const mailbox = /^(?:[^<>]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;
const optional = { optional: true } as const;
const port = { min: 0, max: 65_535 } as const;

/**
 * The one configuration schema. A field `dataDir` is the environment variable `LEDGER_DATA_DIR`;
 * its initial value is the default.
 */
export class Configuration {
  @OneOf(
    ['development', 'production'],
    'What is allowed: production has no development token and no movable clock',
  )
  mode: 'development' | 'production' = 'development';

  @Text('Directory of the embedded event log, read database and key ring', long)
  dataDir = './.ledger';

  @Text('Address that the API listens on', long)
  host = '127.0.0.1';

  @Whole('Port that the API listens on; 0 for any free one', port)
  port = 3000;

  @Text('Where clients reach the API, such as https://ledger.example; default: host and port', {
    ...long,
    ...optional,
  })
  publicUrl?: string;

  @Text('Where people work, which mails link to; default: pages of the API that tell what to ask it', {
    ...long,
    ...optional,
  })
  portalUrl?: string;

  @Text('esdb://… of EventStoreDB or KurrentDB; absent: the embedded event log', { ...long, ...optional })
  eventstoreUrl?: string;

  @Text('postgres://… of the read database; absent: the embedded one', { ...long, ...optional })
  databaseUrl?: string;

  @Text('Secret that wraps the key ring in the database: base64 of 32 bytes', { ...long, ...optional })
  masterKey?: string;

  @Text('JSON file of the bearer tokens; required in production', { ...long, ...optional })
  tokensFile?: string;

  @OneOf(logLevels, 'Least severe level that is logged')
  logLevel: (typeof logLevels)[number] = 'info';

  @Whole('Largest request body, in bytes', { min: 1024, max: 64 * 1024 * 1024 })
  bodyLimitBytes = 1024 * 1024;

  @Whole('Requests that each caller may send in a minute to one process; 0 for no limit', {
    max: 100_000_000,
  })
  rateLimitPerMinute = 60_000;

  @Whole('Longest wait of a query for ?after=, in milliseconds', { min: 0, max: 60_000 })
  queryWaitMs = 5000;

  @Whole('Shards of each read model whose rows are of one stream each; may be changed at any time', {
    min: 1,
    max: 16,
  })
  projectionShards = 1;

  @OneOf(
    ['rebuild', 'wait'],
    'What a worker does with a read model of a new version: build it, or wait for `projections rebuild`',
  )
  newVersions: 'rebuild' | 'wait' = 'rebuild';

  @Text('When each read model is compared with a fresh replay, HH:MM in UTC, or never', {
    pattern: /^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|never)$/,
  })
  verifyAt = '02:30';

  @Whole('How long a stopping process is not ready before it closes its port, in milliseconds', {
    max: 600_000,
  })
  drainMs = 0;

  @Text('Name of the policy set that decisions are taken under; it is recorded with every event (I34)')
  policyVersion = 'vl-training-2019-07-30';

  @Text('Id of the price list that quotes and invoices are made from', {
    max: 40,
    pattern: /^[A-Z0-9][A-Z0-9-]*$/,
  })
  priceList = 'EXAMPLE';

  @OneOf(
    ['generated', 'imported'],
    'Where codes come from: made by the ledger, or imported in lots from the providers',
  )
  codeSupply: 'generated' | 'imported' = 'generated';

  @Text('smtp://… or smtps://… of the mail server; absent: mails become files in the data directory', {
    ...long,
    ...optional,
  })
  smtpUrl?: string;

  @Text('Sender of the mails', { pattern: mailbox })
  mailFrom = 'Entitlement Ledger <ledger@localhost>';

  @Text('Where operations gets its mail', { pattern: mailbox })
  operationsMail = 'operations@localhost';

  @Text('Where the reconcilers get their mail; default: operations', { pattern: mailbox, ...optional })
  reconcilersMail?: string;

  @Text('Where the worker serves its metrics', long)
  workerMetricsHost = '127.0.0.1';

  @Whole('Port of the metrics of a worker that runs on its own; 0 for any free one', port)
  workerMetricsPort = 9464;
}

/** What must never be printed or logged. */
export const secrets: ReadonlySet<keyof Configuration> = new Set(['masterKey']);
/** May hold a password. */
export const urls: ReadonlySet<keyof Configuration> = new Set([
  'eventstoreUrl',
  'databaseUrl',
  'publicUrl',
  'portalUrl',
  'smtpUrl',
]);

export const publicUrlOf = ({ publicUrl, host, port: at }: Configuration): string =>
  (publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${at}`).replace(/\/+$/, '');

/** What the links in mails begin with. */
export const portalUrlOf = (configuration: Configuration): string =>
  configuration.portalUrl?.replace(/\/+$/, '') ?? publicUrlOf(configuration);

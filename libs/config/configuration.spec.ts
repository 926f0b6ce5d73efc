import { describe, expect, it } from '@jest/globals';
import { portalUrlOf, publicUrlOf } from './configuration.js';
import { ConfigurationError } from './configuration-error.js';
import { describeConfig, maskUrl } from './describe-config.js';
import { loadConfiguration } from './environment.js';
import { forSeparateProcesses } from './separate-processes.js';

const key = Buffer.alloc(32, 7).toString('base64');
const production = { LEDGER_MODE: 'production', LEDGER_TOKENS_FILE: '/run/tokens.json' };

const refused = (environment: NodeJS.ProcessEnv): string => {
  try {
    loadConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('configuration', () => {
  it('needs nothing', () => {
    expect(loadConfiguration({ PATH: '/bin' })).toMatchObject({
      mode: 'development',
      dataDir: './.ledger',
      port: 3000,
      host: '127.0.0.1',
      bodyLimitBytes: 1_048_576,
    });
  });

  it('reads numbers as such, and takes an empty variable as absent', () => {
    const configuration = loadConfiguration({
      LEDGER_PORT: '8080',
      LEDGER_LOG_LEVEL: '',
    });
    expect(configuration).toMatchObject({ port: 8080, logLevel: 'info' });
  });

  it.each([
    [{ LEDGER_PORT: 'http' }, 'LEDGER_PORT must be integer.'],
    [{ LEDGER_PORT: '70000' }, 'LEDGER_PORT must be <= 65535.'],
    [{ LEDGER_MODE: 'prod' }, 'LEDGER_MODE must be one of development, production.'],
    [{ LEDGER_PROT: '3000' }, 'LEDGER_PROT is no setting of the ledger; did you mean LEDGER_PORT.'],
    [{ LEDGER_COLOUR: 'red' }, 'LEDGER_COLOUR is no setting of the ledger.'],
    [{ LEDGER_EVENTSTORE_URL: 'http://db:2113' }, 'LEDGER_EVENTSTORE_URL must be an esdb:// address.'],
    [
      { LEDGER_DATABASE_URL: 'mysql://db', LEDGER_MASTER_KEY: key },
      'LEDGER_DATABASE_URL must be a postgres:// address.',
    ],
    [{ LEDGER_SMTP_URL: 'mail.example:25' }, 'LEDGER_SMTP_URL must be an smtp:// or smtps:// address.'],
    [{ LEDGER_PORTAL_URL: 'portal.example' }, 'LEDGER_PORTAL_URL must be an http:// or https:// address.'],
    [{ LEDGER_PUBLIC_URL: 'ledger.example' }, 'LEDGER_PUBLIC_URL must be an http:// or https:// address.'],
    [
      { LEDGER_DATABASE_URL: 'postgres://db/ledger' },
      'LEDGER_MASTER_KEY is required with LEDGER_DATABASE_URL: it wraps the keys that the database holds.',
    ],
    [
      { LEDGER_MASTER_KEY: 'hunter2' },
      'LEDGER_MASTER_KEY must be the base64 of 32 random bytes; try: openssl rand -base64 32.',
    ],
    [
      { LEDGER_MODE: 'production' },
      'LEDGER_TOKENS_FILE is required when LEDGER_MODE is production: there is no development token.',
    ],
  ])('refuses %o in one sentence', (environment, sentence) => {
    expect(refused(environment)).toBe(sentence);
  });

  it('accepts the production shape', () => {
    const configuration = loadConfiguration({
      ...production,
      LEDGER_EVENTSTORE_URL: 'esdb://admin:changeit@a:2113,b:2113?tls=true',
      LEDGER_DATABASE_URL: 'postgres://ledger:secret@db/ledger',
      LEDGER_MASTER_KEY: key,
      LEDGER_PUBLIC_URL: 'https://ledger.example/',
    });
    expect(publicUrlOf(configuration)).toBe('https://ledger.example');
    expect(portalUrlOf(configuration)).toBe('https://ledger.example');
    configuration.portalUrl = 'https://portal.example/ledger/';
    expect(portalUrlOf(configuration)).toBe('https://portal.example/ledger');
  });

  it('is printed without a secret', () => {
    const printed = JSON.stringify(
      describeConfig(
        loadConfiguration({
          ...production,
          LEDGER_EVENTSTORE_URL: 'esdb://admin:changeit@a:2113?userCertFile=x',
          LEDGER_DATABASE_URL: 'postgres://ledger:sec@ret@db/ledger?password=swordfish',
          LEDGER_MASTER_KEY: key,
        }),
      ),
    );
    for (const secret of ['changeit', 'sec@ret', 'swordfish', key]) expect(printed).not.toContain(secret);
    expect(printed).toContain('esdb://***@a:2113');
    expect(printed).toContain('LEDGER_TOKENS_FILE');
  });

  it('masks only what may be a credential', () => {
    expect(maskUrl('postgres://db:5432/ledger')).toBe('postgres://db:5432/ledger');
    expect(maskUrl('esdb+discover://u:p@a:1,b:2')).toBe('esdb+discover://***@a:1,b:2');
  });
});

describe('api and worker as separate processes', () => {
  const servers = {
    LEDGER_EVENTSTORE_URL: 'esdb://localhost:2113',
    LEDGER_DATABASE_URL: 'postgres://localhost/ledger',
    LEDGER_MASTER_KEY: key,
  };

  it('share EventStoreDB and PostgreSQL', () => {
    const configuration = loadConfiguration(servers);
    expect(forSeparateProcesses(configuration)).toBe(configuration);
  });

  it.each([
    [{ LEDGER_EVENTSTORE_URL: '' }, /^LEDGER_EVENTSTORE_URL must be set.*npm start/],
    [{ LEDGER_DATABASE_URL: '' }, /^LEDGER_DATABASE_URL must be set/],
    [
      { LEDGER_EVENTSTORE_URL: '', LEDGER_DATABASE_URL: '' },
      /^LEDGER_EVENTSTORE_URL and LEDGER_DATABASE_URL must be set/,
    ],
  ])('do not start with %j', (without, sentence) => {
    const configuration = loadConfiguration({ ...servers, ...without });
    expect(() => forSeparateProcesses(configuration)).toThrow(sentence);
    expect(() => forSeparateProcesses(configuration)).toThrow(ConfigurationError);
  });
});

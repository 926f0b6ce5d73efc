import { schemaOf } from '#messages/field-registry.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { violationsOf } from '#messages/validate.js';
import { Configuration } from './configuration.js';
import { ConfigurationError } from './configuration-error.js';

const prefix = 'LEDGER_';
const fields: Readonly<Record<string, JsonSchema>> = schemaOf(Configuration).properties ?? {};

export const variableOf = (field: string): string =>
  prefix + field.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/**
 * The configuration that the environment asks for.
 * @throws ConfigurationError with one sentence that never repeats the value: it may be a secret in the wrong place
 */
export function loadConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const byVariable = new Map(Object.keys(fields).map((field) => [variableOf(field), field]));
  const given = Object.entries(environment).filter(
    ([name, value]) => name.startsWith(prefix) && value !== undefined && value !== '',
  );
  const values: Record<string, unknown> = {};
  for (const [variable, text = ''] of given) {
    const field = byVariable.get(variable);
    if (field === undefined)
      throw new ConfigurationError(`${variable} is no setting of the ledger${hint(variable, byVariable)}.`);
    values[field] = read(text, fields[field] ?? {});
  }
  const configuration = Object.assign(new Configuration(), values);
  const [wrong] = violationsOf(Configuration, configuration);
  if (wrong !== undefined)
    throw new ConfigurationError(`${variableOf(wrong.pointer.slice(1))} ${wrong.detail}.`);
  return checked(configuration);
}

/** Text as the field's type; what cannot be read stays text, for the schema to refuse. */
function read(text: string, { type }: JsonSchema): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}

/** The rules between settings. */
function checked(configuration: Configuration): Configuration {
  const { mode, databaseUrl, eventstoreUrl, masterKey, tokensFile, publicUrl, portalUrl, smtpUrl } =
    configuration;
  const require = (ok: boolean, sentence: string) => {
    if (!ok) throw new ConfigurationError(sentence);
  };
  require(scheme(eventstoreUrl, [
    'esdb',
    'esdb+discover',
    'kurrentdb',
    'kurrentdb+discover',
  ]), 'LEDGER_EVENTSTORE_URL must be an esdb:// address.');
  require(scheme(databaseUrl, [
    'postgres',
    'postgresql',
  ]), 'LEDGER_DATABASE_URL must be a postgres:// address.');
  require(scheme(portalUrl, ['http', 'https']), 'LEDGER_PORTAL_URL must be an http:// or https:// address.');
  require(scheme(publicUrl, ['http', 'https']), 'LEDGER_PUBLIC_URL must be an http:// or https:// address.');
  require(scheme(smtpUrl, ['smtp', 'smtps']), 'LEDGER_SMTP_URL must be an smtp:// or smtps:// address.');
  require(databaseUrl === undefined ||
    masterKey !==
      undefined, 'LEDGER_MASTER_KEY is required with LEDGER_DATABASE_URL: it wraps the keys that the database holds.');
  require(masterKey === undefined ||
    isKey(
      masterKey,
    ), 'LEDGER_MASTER_KEY must be the base64 of 32 random bytes; try: openssl rand -base64 32.');
  require(mode === 'development' ||
    tokensFile !==
      undefined, 'LEDGER_TOKENS_FILE is required when LEDGER_MODE is production: there is no development token.');
  return configuration;
}

const scheme = (url: string | undefined, allowed: readonly string[]): boolean =>
  url === undefined || allowed.some((name) => url.startsWith(`${name}://`) && url.length > name.length + 3);

const isKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text);

/** Says what was probably meant, when it differs in a few letters. */
function hint(variable: string, known: ReadonlyMap<string, string>): string {
  const letters = (name: string) => Array.from(name).sort().join('');
  const near = [...known.keys()].find(
    (name) => letters(name) === letters(variable) || name.startsWith(variable) || variable.startsWith(name),
  );
  return near === undefined ? '' : `; did you mean ${near}`;
}

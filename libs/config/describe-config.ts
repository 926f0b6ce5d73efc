import { schemaOf } from '#messages/field-registry.js';
import { Configuration, secrets, urls } from './configuration.js';
import { variableOf } from './environment.js';

export interface Setting {
  readonly variable: string;
  /** As it may be printed: secrets and passwords are masked; undefined when it is not set. */
  readonly value: string | undefined;
  readonly isDefault: boolean;
  readonly description: string;
}

/** Every setting with its value, for `ledgerctl config` and the first line of the log. */
export function describeConfig(configuration: Configuration): readonly Setting[] {
  const defaults = new Configuration();
  return Object.entries(schemaOf(Configuration).properties ?? {}).map(([name, schema]) => {
    const field = name as keyof Configuration;
    const value = configuration[field];
    return {
      variable: variableOf(name),
      value: value === undefined ? undefined : printable(field, String(value)),
      isDefault: value === defaults[field],
      description: schema.description ?? '',
    };
  });
}

const printable = (field: keyof Configuration, value: string): string => {
  if (secrets.has(field)) return '***';
  return urls.has(field) ? maskUrl(value) : value;
};

/** A URL without its user, password and query, of which each may be a credential. */
export const maskUrl = (url: string): string =>
  url.replace(/^([a-z+]+:\/\/)[^/?#]*@/i, '$1***@').replace(/\?.*$/, '?***');

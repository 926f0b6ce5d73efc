import { readFileSync } from 'node:fs';
import { ConfigurationError } from '#config/configuration-error.js';
import { type Caller } from '#deciding/context.js';
import { Flag, Parts, SomeOf, Text, Texts } from '#messages/fields.js';
import { type Role, roles } from '#messages/roles.js';
import { violationsOf } from '#messages/validate.js';

/** `system` acts from inside only: processes and timers hold no token. */
export const grantableRoles: readonly Role[] = roles.filter((role) => role !== 'system');

/** Who a token stands for, in the tokens file. */
export class TokenEntry {
  @Text('SHA-256 of the token, in hexadecimal', { pattern: /^[0-9a-f]{64}$/ }) sha256!: string;
  @Text('What kind of actor it is, such as user or service', { max: 40 }) kind!: string;
  @Text('Its id; it is written into every event, so it must be no name of a person', {
    pattern: /^[A-Za-z0-9._:@-]+$/,
  })
  id!: string;
  @SomeOf(grantableRoles, 'What it may do') roles!: readonly Role[];
  @Texts('Institutions it may act on; * for all', {
    unique: true,
    item: { pattern: /^(?:\*|ins_[0-9a-z]{26})$/ },
  })
  institutions!: readonly string[];
  @Text('Whom it acts for', { optional: true }) onBehalfOf?: string;
  @Flag('Made for development: refused in production', { optional: true }) development?: boolean;
}

export class TokensFile {
  @Parts(() => TokenEntry, 'The tokens') tokens!: readonly TokenEntry[];
}

/** @throws ConfigurationError when it cannot be read, is not what it should be, or names a token twice */
export function readTokens(path: string): readonly TokenEntry[] {
  const content = parse(path);
  const [wrong] = violationsOf(TokensFile, content);
  if (wrong !== undefined)
    throw new ConfigurationError(`In the tokens file ${path}, ${wrong.pointer} ${wrong.detail}.`);
  const { tokens } = content as TokensFile;
  if (new Set(tokens.map(({ sha256 }) => sha256)).size < tokens.length) {
    throw new ConfigurationError(`The tokens file ${path} names a token twice.`);
  }
  return tokens;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError(`The tokens file ${path} ${why}.`);
  }
}

export const callerOf = ({ kind, id, roles: granted, institutions, onBehalfOf }: TokenEntry): Caller => ({
  kind,
  id,
  roles: granted,
  institutions: institutions.includes('*') ? '*' : institutions,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDirectory } from '#config/data-directory.js';
import { type Role } from '#messages/roles.js';
import { hashOfToken, newToken } from './bearer-token.js';
import { TokenEntry, grantableRoles, readTokens } from './token-file.js';

export interface DevelopmentTokens {
  readonly entries: readonly TokenEntry[];
  readonly file: string;
  /** The clear token, at the first start only: from then on only its hash exists. */
  readonly token: string | undefined;
}

const entry = (token: string, id: string, roles: readonly Role[]): TokenEntry =>
  Object.assign(new TokenEntry(), {
    sha256: hashOfToken(token),
    kind: 'development',
    id,
    roles,
    institutions: ['*'],
    development: true,
  });

/**
 * The development token of a data directory; made at the first start. It holds every role, and `{token}.{role}` is a
 * token that holds that role alone, so that a demo or a test acts as each of the actors.
 * @throws ConfigurationError
 */
export function developmentTokens(dataDir: string): DevelopmentTokens {
  const file = join(dataDir, 'development-token.json');
  if (existsSync(file)) return { entries: readTokens(file), file, token: undefined };
  const token = newToken();
  const entries = [
    entry(token, 'developer', grantableRoles),
    ...grantableRoles.map((role) => entry(`${token}.${role}`, `dev-${role}`, [role])),
  ];
  makeDataDirectory(dataDir);
  writeFileSync(file, `${JSON.stringify({ tokens: entries }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return { entries, file, token };
}

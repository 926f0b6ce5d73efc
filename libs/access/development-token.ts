import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfToken, newToken } from './bearer-token.js';
import { TokenEntry, grantableRoles, readTokens } from './token-file.js';

export interface DevelopmentTokens {
  readonly entries: readonly TokenEntry[];
  readonly file: string;
  /** The clear token, at the first start only: from then on only its hash exists. */
  readonly token: string | undefined;
}

/** The development token of a data directory; made at the first start. @throws ConfigurationError */
export function developmentTokens(dataDir: string): DevelopmentTokens {
  const file = join(dataDir, 'development-token.json');
  if (existsSync(file)) return { entries: readTokens(file), file, token: undefined };
  const token = newToken();
  const entries = [
    Object.assign(new TokenEntry(), {
      sha256: hashOfToken(token),
      kind: 'development',
      id: 'developer',
      roles: grantableRoles,
      institutions: ['*'],
      development: true,
    }),
  ];
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ tokens: entries }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return { entries, file, token };
}

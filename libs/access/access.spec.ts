import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Configuration } from '#config/configuration.js';
import { bearerTokenOf, hashOfToken, newToken } from './bearer-token.js';
import { openCallers } from './open-callers.js';
import { grantableRoles } from './token-file.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ledger-access-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const configured = (settings: Partial<Configuration>): Configuration =>
  Object.assign(new Configuration(), { dataDir: join(directory, 'data') }, settings);

function tokensFile(...tokens: readonly object[]): string {
  const path = join(directory, 'tokens.json');
  writeFileSync(path, JSON.stringify({ tokens }));
  return path;
}

const token = newToken();
const entry = {
  sha256: hashOfToken(token),
  kind: 'user',
  id: 'u-17',
  roles: ['vl-administrator'],
  institutions: ['ins_00000000000000000000000000'],
};

describe('tokens of the configuration', () => {
  it('stand for a caller with its roles and institutions', () => {
    const { callers, newDevelopmentToken } = openCallers(configured({ tokensFile: tokensFile(entry) }));
    expect(callers.callerOf(token)).toStrictEqual({
      kind: 'user',
      id: 'u-17',
      roles: ['vl-administrator'],
      institutions: ['ins_00000000000000000000000000'],
    });
    expect(callers.callerOf(newToken())).toBeUndefined();
    expect(callers.callerOf(`${token}.operator`)).toBeUndefined();
    expect(newDevelopmentToken).toBeUndefined();
  });

  it('a star stands for all institutions', () => {
    const { callers } = openCallers(
      configured({ tokensFile: tokensFile({ ...entry, institutions: ['*'], onBehalfOf: 'u-3' }) }),
    );
    expect(callers.callerOf(token)).toMatchObject({ institutions: '*', onBehalfOf: 'u-3' });
  });

  it.each([
    ['a clear token', { ...entry, sha256: token }, /sha256/],
    ['an unknown role', { ...entry, roles: ['root'] }, /roles/],
    ['the role of the processes', { ...entry, roles: ['system'] }, /roles/],
    ['an unknown field', { ...entry, password: 'x' }, /password/],
    ['an id of another kind', { ...entry, institutions: ['ord_00000000000000000000000000'] }, /institutions/],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => openCallers(configured({ tokensFile: tokensFile(wrong) }))).toThrow(message);
  });

  it('refuses a token that stands twice, and a file that is none', () => {
    expect(() =>
      openCallers(configured({ tokensFile: tokensFile(entry, { ...entry, id: 'other' }) })),
    ).toThrow(/twice/);
    writeFileSync(join(directory, 'broken.json'), '{');
    expect(() => openCallers(configured({ tokensFile: join(directory, 'broken.json') }))).toThrow(
      /is not JSON/,
    );
    expect(() => openCallers(configured({ tokensFile: join(directory, 'absent.json') }))).toThrow(
      /cannot be read/,
    );
  });
});

describe('the development token', () => {
  it('is told once, kept as a hash in a file of mode 0600, and goes on to work', () => {
    const first = openCallers(configured({}));
    const clear = first.newDevelopmentToken ?? '';
    const file = first.developmentTokenFile ?? '';
    expect(clear).toMatch(/^led_[\w-]{43}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(clear);

    const second = openCallers(configured({}));
    expect(second.newDevelopmentToken).toBeUndefined();
    expect(second.callers.callerOf(clear)).toMatchObject({
      id: 'developer',
      roles: grantableRoles,
      institutions: '*',
    });
  });

  it('acts as each role alone when the role is named behind it', () => {
    const { callers, newDevelopmentToken = '' } = openCallers(configured({}));
    for (const role of grantableRoles) {
      expect(callers.callerOf(`${newDevelopmentToken}.${role}`)).toMatchObject({
        id: `dev-${role}`,
        roles: [role],
      });
    }
    expect(callers.callerOf(`${newDevelopmentToken}.system`)).toBeUndefined();
    expect(callers.callerOf(`${newToken()}.reseller`)).toBeUndefined();
  });

  it('is refused in production, also as a tokens file', () => {
    const { developmentTokenFile: file = '' } = openCallers(configured({}));
    expect(() => openCallers(configured({ mode: 'production' }))).toThrow(/required in production/);
    expect(() => openCallers(configured({ mode: 'production', tokensFile: file }))).toThrow(
      /development token/,
    );
  });
});

describe('the Authorization header', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc ', 'abc'],
    ['Basic abc', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    [undefined, undefined],
  ])('%s gives %s', (header, expected) => {
    expect(bearerTokenOf(header)).toBe(expected);
  });
});

import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from './configuration-error.js';
import { makeDataDirectory } from './data-directory.js';
import { listening } from './listening.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ledger-starting-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the data directory', () => {
  const refusal = (path: string): string => {
    try {
      makeDataDirectory(path);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.message;
      throw error;
    }
    return 'made';
  };

  it('is made with its parents, for this user only, and may be there already', () => {
    const path = join(directory, 'a/b');
    expect(refusal(path)).toBe('made');
    expect(statSync(path).mode & 0o777).toBe(0o700);
    mkdirSync(join(path, 'c'));
    expect(refusal(join(path, 'c'))).toBe('made');
  });

  it('that lies in a file, or is one, is refused in one sentence', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(refusal(join(file, 'x'))).toMatch(
      /^LEDGER_DATA_DIR: .* it is a file, or lies in one \(E[A-Z]+\)\.$/,
    );
    expect(refusal(file)).toMatch(/it is a file, or lies in one \(EEXIST\)\.$/);
  });

  it('where nothing can be made is refused at once', () => {
    expect(refusal('/proc/ledger/x')).toMatch(/^LEDGER_DATA_DIR: [^\n]+ \(E[A-Z]+\)\.$/);
  });
});

describe('listening', () => {
  const bind = (host: string, port: number) => {
    const server = createServer();
    const at = { host, port, hostVariable: 'LEDGER_HOST', portVariable: 'LEDGER_PORT' };
    return listening(at, async () => {
      server.listen(port, host);
      await once(server, 'listening');
      return server;
    });
  };

  it('on a port in use is refused in one sentence', async () => {
    const server = await bind('127.0.0.1', 0);
    const { port } = server.address() as AddressInfo;
    await expect(bind('127.0.0.1', port)).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use: stop what listens there, or set LEDGER_PORT to another port (0 for any free one).`,
    );
    server.close();
  });

  it.each([['192.0.2.1'], ['not.a.host.invalid']])('on %s is refused in one sentence', async (host) => {
    await expect(bind(host, 0)).rejects.toThrow(/^LEDGER_HOST must be an address of this machine/);
  });

  it('hands on what is no matter of the address', async () => {
    const at = { host: 'x', port: 0, hostVariable: 'LEDGER_HOST', portVariable: 'LEDGER_PORT' };
    const failure = new TypeError('a defect');
    await expect(listening(at, () => Promise.reject(failure))).rejects.toBe(failure);
  });
});

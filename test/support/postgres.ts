import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of the test run's own; `stop` and `start` are for the tests that take it away. */
export interface TestServer {
  readonly url: string;
  stop(mode?: 'fast' | 'immediate'): void;
  start(): void;
}

const settings = [
  'fsync=off',
  'full_page_writes=off',
  'shared_buffers=64MB',
  'max_connections=60',
  "listen_addresses=''",
];

/** Where the server's programs are; Debian keeps them off the path. */
function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = [
    process.env['LEDGER_TEST_POSTGRES_BIN'],
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return candidates.find((folder) => folder !== undefined && existsSync(join(folder, 'initdb')));
}

const found = binaries();

/** Undefined where a cluster can be started; else the sentence that tells why not. */
export const noPostgresBecause =
  found === undefined ? 'no PostgreSQL server binaries on this machine' : undefined;

// The server refuses to run as root; Debian's package brings a user for it.
const asRoot = process.getuid?.() === 0;
const command = (program: string, args: readonly string[]): [string, string[]] =>
  asRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]];

function run(program: string, ...args: readonly string[]): void {
  const [file, all] = command(join(found ?? '', program), args);
  // Not a pipe: the server would inherit it and keep it open.
  const { status } = spawnSync(file, all, { stdio: 'ignore', cwd: tmpdir() });
  if (status !== 0) throw new Error(`${program} ended with status ${String(status)}`);
}

const serverIn = (home: string): TestServer => {
  const data = join(home, 'data');
  const options = [`unix_socket_directories='${home}'`, ...settings]
    .map((setting) => `-c ${setting}`)
    .join(' ');
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(home)}`,
    stop: (mode = 'immediate') => run('pg_ctl', 'stop', '-D', data, '-m', mode, '-w'),
    start: () => run('pg_ctl', 'start', '-D', data, '-o', options, '-l', join(home, 'log'), '-w'),
  };
};

/** Ends the cluster when the process that wanted it has ended, however that was. */
function watch(home: string): void {
  const [, stop] = command(join(found ?? '', 'pg_ctl'), [
    'stop',
    '-D',
    join(home, 'data'),
    '-m',
    'immediate',
  ]);
  const line = asRoot ? `runuser ${stop.join(' ')}` : `${join(found ?? '', 'pg_ctl')} ${stop.join(' ')}`;
  const script = `while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done; ${line}; rm -rf "${home}"`;
  spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore', cwd: tmpdir() }).unref();
}

/**
 * The cluster of this process, started at the first call. A test runner loads this file anew for every spec,
 * so what is running is remembered in a file named by the process.
 * @throws Error where there are no binaries; ask {@link noPostgresBecause} before
 */
export function postgresServer(): TestServer {
  const note = join(tmpdir(), `ledger-postgres-${process.pid}-${process.getuid?.() ?? 0}`);
  if (existsSync(note)) {
    const home = readFileSync(note, 'utf8');
    if (existsSync(join(home, 'data', 'postmaster.pid'))) return serverIn(home);
  }
  if (found === undefined) throw new Error(noPostgresBecause);
  const home = mkdtempSync(join(tmpdir(), 'ledger-pg-'));
  mkdirSync(join(home, 'data'), { mode: 0o700 });
  if (asRoot) execFileSync('chown', ['-R', 'postgres', home]);
  run(
    'initdb',
    '-D',
    join(home, 'data'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  );
  const server = serverIn(home);
  server.start();
  watch(home);
  writeFileSync(`${note}.new`, home);
  renameSync(`${note}.new`, note);
  return server;
}

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that an acknowledged write needs to be on disk; otherwise sized as one would for this load. */
const settings = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'shared_buffers=512MB',
  'max_wal_size=4GB',
  'max_connections=200',
  "listen_addresses=''",
];

export const postgresSettings = settings.slice(0, 5).join(', ');

function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    process.env['LEDGER_TEST_POSTGRES_BIN'],
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => folder !== undefined && existsSync(join(folder, 'initdb')));
}

/** The server refuses to run as root; Debian's package brings a user for it. */
const asRoot = process.getuid?.() === 0;

/** A PostgreSQL of this run's own, durable, on the run's disk. */
export class DurablePostgres {
  readonly #bin: string;
  readonly #home: string;
  #databases = 0;

  /** @throws Error where there are no server binaries */
  constructor(home: string) {
    const bin = binaries();
    if (bin === undefined) throw new Error('no PostgreSQL server binaries on this machine');
    this.#bin = bin;
    this.#home = home;
    const data = join(home, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (asRoot) execFileSync('chown', ['-R', 'postgres', home]);
    this.#run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
    const options = [`unix_socket_directories='${home}'`, ...settings]
      .map((setting) => `-c ${setting}`)
      .join(' ');
    this.#run('pg_ctl', 'start', '-D', data, '-o', options, '-l', join(home, 'log'), '-w');
  }

  /** Connection string of a new, empty database. */
  newDatabase(): string {
    const name = `bench${(this.#databases += 1)}`;
    this.#run('createdb', '-h', this.#home, '-U', 'postgres', name);
    return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(this.#home)}`;
  }

  stop(): void {
    this.#run('pg_ctl', 'stop', '-D', join(this.#home, 'data'), '-m', 'immediate', '-w');
  }

  #run(program: string, ...args: readonly string[]): void {
    const path = join(this.#bin, program);
    const [file, all] = asRoot ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args];
    // Not a pipe: the server would inherit it and keep it open.
    const { status } = spawnSync(file, all, { stdio: 'ignore', cwd: this.#home });
    if (status !== 0) throw new Error(`${program} ended with status ${String(status)}`);
  }
}

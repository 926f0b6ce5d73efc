import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ConfigurationError } from '#config/configuration-error.js';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { describeOnDatabases } from '#test/support/databases.js';
import { describeOnPostgres } from '#test/support/on-postgres.js';
import { postgresServer } from '#test/support/postgres.js';
import { expectRights } from './database-rights.js';
import { migrations } from './migrations.js';

const before = { isMigrated: false };
const after = { isMigrated: true };

describeOnDatabases('the login of the read database', (fixture) => {
  it('has all its rights as a superuser, before and after', async () => {
    await expectRights(fixture.database, before);
    await migrate(fixture.database, migrations);
    await expectRights(fixture.database, after);
  });
});

describeOnPostgres('a login of its own', () => {
  let admin: Database;
  const login = 'ledger-login';
  const open: Database[] = [];
  /** A database that the login owns or not. */
  const as = async (name: string, owner: string): Promise<Database> => {
    await admin.query(`CREATE DATABASE ${name} OWNER "${owner}"`);
    const url = postgresServer().url.replace('postgres@', `${login}@`).replace('/postgres?', `/${name}?`);
    const database = await openDatabase({ url, directory: '' });
    open.push(database);
    return database;
  };
  beforeAll(async () => {
    admin = await openDatabase({ url: postgresServer().url, directory: '' });
    // Roles are the server's: others tests have made the reader, or will.
    await admin.script(`DO $$ BEGIN CREATE ROLE ledger_reader NOLOGIN NOINHERIT;
      EXCEPTION WHEN duplicate_object THEN NULL; END $$`);
    await admin.script(`CREATE ROLE "${login}" LOGIN`);
  });
  afterAll(async () => {
    for (const database of open) await database.close();
    for (const name of ['rights_mine', 'rights_other'])
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS "${login}"`);
    await admin.close();
  });

  it('is told how to be made a reader, does nothing before it is, and is told again when it is no longer', async () => {
    const mine = await as('rights_mine', login);
    const sentence =
      'Queries run as the role ledger_reader under row-level security, and the login ledger-login may not take it. ' +
      'As a superuser: GRANT ledger_reader TO "ledger-login";';
    await expect(expectRights(mine, before)).rejects.toThrow(new ConfigurationError(sentence));
    await admin.script(/GRANT .*$/.exec(sentence)?.[0] ?? '');
    await expectRights(mine, before);
    await migrate(mine, migrations);
    await expectRights(mine, after);
    await admin.script(`REVOKE ledger_reader FROM "${login}"`);
    await expect(expectRights(mine, after)).rejects.toThrow(sentence);
  });

  it('is told how to get a database that it may write to', async () => {
    const other = await as('rights_other', 'postgres');
    const refused = expectRights(other, before);
    await expect(refused).rejects.toThrow(ConfigurationError);
    const sentence = await refused.then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    expect(sentence).toContain(
      'ledger-login may not make schemas and tables in the read database rights_other',
    );
    const url = postgresServer().url.replace('/postgres?', '/rights_other?');
    const owner = await openDatabase({ url, directory: '' });
    await owner.script(/GRANT .*$/.exec(sentence)?.[0] ?? '');
    await owner.close();
    await admin.script(`GRANT ledger_reader TO "${login}"`);
    await expectRights(other, before);
    await migrate(other, migrations);
    await admin.script(`REVOKE ledger_reader FROM "${login}"`);
  });
});

it('is told to make the role where there is none, and may where it makes roles itself', async () => {
  const rights = { login: 'app', database: 'ledger', mayCreate: true, mayBegin: true, isReader: null };
  const of = (more: object) =>
    ({ query: () => Promise.resolve([{ ...rights, ...more }]) }) as never as Database;
  await expect(expectRights(of({ mayMakeRoles: false }), before)).rejects.toThrow(
    'As a superuser: CREATE ROLE ledger_reader NOLOGIN; GRANT ledger_reader TO "app";',
  );
  await expectRights(of({ mayMakeRoles: true }), before);
});

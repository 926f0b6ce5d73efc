import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { openDatabase, type Database } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { noPostgresBecause, postgresServer, type TestServer } from './postgres.js';

export interface DatabaseFixture {
  /** Empty at the start of every test. */
  readonly database: Database;
  /** False on PGlite, which cannot go away on its own: what takes the server away is no test there. */
  readonly hasServer: boolean;
  /** @throws Error on PGlite */
  readonly server: TestServer;
}

/** Empties a database, of what other tests of the same server have left, too. */
export const emptied = `DO $$ DECLARE s text; BEGIN
  FOR s IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', s);
  END LOOP;
  CREATE SCHEMA public;
END $$`;

function describeOn(
  hasServer: boolean,
  title: string,
  open: () => Promise<[Database, TestServer?]>,
  body: (fixture: DatabaseFixture) => void,
): void {
  describe(title, () => {
    let opened: [Database, TestServer?];
    beforeAll(async () => {
      opened = await open();
    }, 60_000);
    beforeEach(() => opened[0].script(emptied));
    afterAll(() => opened[0].close());
    body({
      get database() {
        return opened[0];
      },
      hasServer,
      get server() {
        if (opened[1] === undefined) throw new Error('PGlite has no server');
        return opened[1];
      },
    });
  });
}

/** In the place of `it` where there is nothing to test. */
export const noTest = (_title: string, _body: () => Promise<void>): void => undefined;

/** The same tests on PGlite and on PostgreSQL; without PostgreSQL they are skipped, by name. */
export function describeOnDatabases(title: string, body: (fixture: DatabaseFixture) => void): void {
  const embedded = async (): Promise<[Database]> => {
    await prepareTemplate();
    return [await openDatabase({ directory: 'memory://' })];
  };
  describeOn(false, `${title}, on PGlite`, embedded, body);
  if (noPostgresBecause !== undefined) {
    describe.skip(`${title}, on PostgreSQL (${noPostgresBecause})`, () =>
      body({ hasServer: true } as DatabaseFixture));
    return;
  }
  const postgres = async (): Promise<[Database, TestServer]> => {
    const server = postgresServer();
    return [await openDatabase({ url: server.url, directory: '' }), server];
  };
  describeOn(true, `${title}, on PostgreSQL`, postgres, body);
}

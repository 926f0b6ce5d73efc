import { ConfigurationError } from '#config/configuration-error.js';
import { type Database } from '#database/database.js';
import { READER } from '#database/reader.js';

interface Rights {
  readonly login: string;
  readonly database: string;
  /** To make the schemas of the models. */
  readonly mayCreate: boolean;
  /** To make the tables beside them, or they are there. */
  readonly mayBegin: boolean;
  /** Null while there is no such role. */
  readonly isReader: boolean | null;
  readonly mayMakeRoles: boolean;
}

const asked = `SELECT current_user AS login, current_database() AS database,
  has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
  (to_regclass('migration') IS NOT NULL OR coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)) AS "mayBegin",
  (SELECT pg_has_role(r.oid, 'MEMBER') FROM pg_roles r WHERE r.rolname = '${READER}') AS "isReader",
  (SELECT m.rolsuper OR m.rolcreaterole FROM pg_roles m WHERE m.rolname = current_user) AS "mayMakeRoles"`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function missing(
  { login, database, mayCreate, mayBegin, isReader, mayMakeRoles }: Rights,
  isMigrated: boolean,
): string | undefined {
  const [to, at] = [quoted(login), quoted(database)];
  if (!mayCreate || !mayBegin)
    return (
      `The login ${login} may not make schemas and tables in the read database ${database}. ` +
      `As its owner or a superuser: GRANT CREATE ON DATABASE ${at} TO ${to}; GRANT CREATE ON SCHEMA public TO ${to};`
    );
  if (isReader === true || (mayMakeRoles && !isMigrated)) return undefined;
  const role = isReader === null ? `CREATE ROLE ${READER} NOLOGIN; ` : '';
  return (
    `Queries run as the role ${READER} under row-level security, and the login ${login} may not take it. ` +
    `As a superuser: ${role}GRANT ${READER} TO ${to};`
  );
}

/**
 * Tells before and after the tables are made what the login of the database lacks, and what to do about it.
 * @throws ConfigurationError
 */
export async function expectRights(
  database: Database,
  when: { readonly isMigrated: boolean },
): Promise<void> {
  const [rights] = await database.query<Rights>(asked);
  const sentence = rights === undefined ? undefined : missing(rights, when.isMigrated);
  if (sentence !== undefined) throw new ConfigurationError(sentence);
}

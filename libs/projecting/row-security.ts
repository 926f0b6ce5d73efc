import { READER } from '#database/reader.js';
import { type Institutions } from './model-state.js';

/** Holds whose rows the transaction may see; unset, it sees none. */
const SETTING = 'ledger.institutions';

/** Kept out of the plan of each row: PostgreSQL computes a subquery without references once per query. */
const setting = `(SELECT current_setting('${SETTING}', true))`;
const mine = `(SELECT string_to_array(current_setting('${SETTING}', true), ','))`;

/**
 * What binds the readers of a table to the institutions of their transaction, so that a query without a condition
 * shows nothing that is not theirs. Writers own the table, have no policy and pay nothing.
 */
export const protectTable = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ${table} FOR SELECT TO ${READER}
  USING (${setting} = '*' OR institution_id = ANY (${mine}::text[]));
GRANT SELECT ON ${table} TO ${READER};`;

export const openSchema = (schema: string): string => `GRANT USAGE ON SCHEMA ${schema} TO ${READER};`;

/** Statement part that sets them for the transaction; its one parameter is {@link settingOf}. */
export const setInstitutions = (parameter: string): string => `set_config('${SETTING}', ${parameter}, true)`;

/** @throws RangeError for an id that could be read as more than itself */
export function settingOf(institutions: Institutions): string {
  if (institutions === '*') return '*';
  const wrong = institutions.find((id) => id === '*' || id.includes(','));
  if (wrong !== undefined) throw new RangeError('that is not the id of an institution');
  return institutions.join(',');
}

/** The role, what it may see of the engine, and the policies of the tables that there are already. */
export const rowSecurityMigration = `
DO $$ DECLARE has record; BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${READER}') THEN
    BEGIN
      CREATE ROLE ${READER} NOLOGIN NOINHERIT;
      EXECUTE format('GRANT ${READER} TO %I', current_user);
    EXCEPTION
      -- Roles are of the whole server: another database of it may be making the same one.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The read database needs the role ${READER}, and % may not make it: CREATE ROLE ${READER} NOLOGIN; GRANT ${READER} TO %;', current_user, current_user;
    END;
  END IF;
  IF NOT pg_has_role(current_user, '${READER}', 'MEMBER') THEN
    EXECUTE format('GRANT ${READER} TO %I', current_user);
  END IF;
  FOR has IN SELECT format('%I.%I', t.table_schema, t.table_name) AS name, t.table_schema AS schema
    FROM projecting.generation g JOIN information_schema.tables t ON t.table_schema = g.schema LOOP
    EXECUTE format($x$${openSchema('%I').trim()}$x$, has.schema);
    EXECUTE format($x$${protectTable('%1$s').trim()}$x$, has.name);
  END LOOP;
END $$;
${openSchema('projecting')}
GRANT SELECT ON projecting.generation, projecting.bucket TO ${READER};`;

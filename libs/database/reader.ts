/**
 * The database role that every query of a read model runs as: it may read, owns nothing, and is bound by row-level
 * security, as the owner of a table and a superuser are not.
 */
export const READER = 'ledger_reader';

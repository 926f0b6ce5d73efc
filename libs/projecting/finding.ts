import { type Database, isDatabaseFailure, type Statement } from '#database/database.js';
import { type KnownGenerations } from './known-generations.js';
import {
  type AsOf,
  asOfOf,
  beingBuilt,
  enter,
  type Institutions,
  type LastReports,
  type ModelName,
  readableGeneration,
  type ReadableGeneration,
} from './model-state.js';
import { setInstitutions, settingOf } from './row-security.js';

/** Enters a generation that is known, if it still is what it was: a swap in between leaves no row, and nothing set. */
const reenter = `SELECT set_config('search_path', schema, true), ${setInstitutions('$4')}
  FROM projecting.generation WHERE model = $1 AND generation = $2 AND phase = $3`;

export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly asOf: AsOf;
}

export interface Question {
  readonly database: Database;
  readonly known: KnownGenerations;
  readonly model: ModelName;
  readonly institutions: Institutions;
  readonly lastReports: LastReports;
  readonly statement: Statement;
}

/**
 * The rows of one statement in one turn to the server. The first statement of the turn sets the tables and the
 * institutions for the second; where they were known and are not the ones to read any more, it is asked again.
 * @throws ModelBehind while the tables of this version are being built for the first time
 */
export async function findRows<Row extends object>(question: Question): Promise<Found<Row>> {
  const { known, model, lastReports } = question;
  const standing = known.of(model);
  if (standing !== undefined) {
    const rows = await askKnown<Row>(question, standing);
    if (rows !== undefined) return { rows, asOf: asOfOf(standing, lastReports) };
    known.forget(model);
  }
  return askAnew<Row>(question).catch((error: unknown) => {
    // What was kept from before a swap was dropped by the next one, between the two statements.
    if (isUnknownTable(error)) return askAnew<Row>(question);
    throw error;
  });
}

async function askAnew<Row extends object>({
  database,
  known,
  model,
  institutions,
  lastReports,
  statement,
}: Question): Promise<Found<Row>> {
  const remember = known.look(model);
  const parameters = [model.name, model.version, settingOf(institutions)];
  const entering = { text: enter, parameters, prepared: true };
  const [entered, rows] = await database.read([entering, statement]).catch(async (error: unknown) => {
    // Without the model's schema its tables are not found.
    if (isUnknownTable(error) && (await readableGeneration(database, model)) === undefined)
      throw beingBuilt(model);
    throw error;
  });
  const [found] = entered as readonly ReadableGeneration[];
  if (found === undefined) throw beingBuilt(model);
  remember(found);
  return { rows: rows as readonly Row[], asOf: asOfOf(found, lastReports) };
}

/** Undefined when the generation is no longer what it was. */
async function askKnown<Row extends object>(
  { database, model, institutions, statement }: Question,
  { generation, phase }: ReadableGeneration,
): Promise<readonly Row[] | undefined> {
  const parameters = [model.name, generation, phase, settingOf(institutions)];
  try {
    const [entered, rows] = await database.read([{ text: reenter, parameters, prepared: true }, statement]);
    return entered?.length === 1 ? (rows as readonly Row[]) : undefined;
  } catch (error) {
    if (isUnknownTable(error)) return undefined;
    throw error;
  }
}

const isUnknownTable = (error: unknown): boolean =>
  isDatabaseFailure(error, 'rejected') && error.sqlState === '42P01';

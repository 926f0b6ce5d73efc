import { type Answers, type Database, type Sql, type SqlValue, type Statement } from '#database/database.js';

/** A node of a plan, as `EXPLAIN (FORMAT JSON)` tells it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  /** Estimated. */
  readonly 'Plan Rows'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** A node and all below it. */
export const nodesOf = (node: PlanNode): readonly PlanNode[] => [
  node,
  ...(node.Plans ?? []).flatMap((below) => nodesOf(below)),
];

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[];
}

/** Only what reads rows of a model; the engine's own look at its generations is not what is asked about. */
const isQuestion = (statement: string): boolean =>
  /^\s*(SELECT|WITH)\b/.test(statement) && !/projecting\.generation|set_config/.test(statement);

/**
 * Plans that do without scanning a whole table if there is any way: a small table would be scanned for good reason, and
 * nothing would be learnt about a large one.
 */
const asIfLarge = "SELECT set_config('enable_seqscan', 'off', true)";
const explain = (statement: string): string => `EXPLAIN (FORMAT JSON) ${statement}`;

/** A database that also tells how it would go about each question of a reader. PostgreSQL only. */
export function explaining(database: Database, heard: (plan: PlanNode, statement: string) => void): Database {
  const tell = (statement: string, [row]: readonly object[]): void => {
    const plan = (row as Explained | undefined)?.['QUERY PLAN'][0]?.Plan;
    if (plan !== undefined) heard(plan, statement);
  };
  const telling = (sql: Sql): Sql => ({
    script: (statements) => sql.script(statements),
    async query<Row extends object>(statement: string, parameters?: readonly SqlValue[]) {
      if (isQuestion(statement)) {
        await sql.query(asIfLarge);
        tell(statement, await sql.query(explain(statement), parameters));
      }
      return sql.query<Row>(statement, parameters);
    },
  });
  return {
    kind: database.kind,
    query: (statement, parameters) => database.query(statement, parameters),
    script: (statements) => database.script(statements),
    transaction: (work, options) => database.transaction(work, options),
    reading: (work) => database.reading((sql) => work(telling(sql))),
    async read(statements: readonly Statement[]): Promise<Answers> {
      const question = statements.at(-1);
      if (question !== undefined && isQuestion(question.text)) {
        const before = [...statements.slice(0, -1), { text: asIfLarge, parameters: [] }];
        const answers = await database.read([
          ...before,
          { text: explain(question.text), parameters: question.parameters },
        ]);
        tell(question.text, answers.at(-1) ?? []);
      }
      return database.read(statements);
    },
    listen: (channel, listener) => database.listen(channel, listener),
    close: () => database.close(),
  };
}

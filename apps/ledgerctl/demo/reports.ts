import { type Client, eventually } from './client.js';
import { accountOf, type Code, codesOf } from './looking.js';
import { type Teller } from './teller.js';

/** Of the exams that pay for MCSA and have no known end. */
export const examCode = '70-698';

/** Waits until the codes of an order are issued. */
export const issued = (client: Client, orderId: string, count: number): Promise<readonly Code[]> =>
  eventually(async () => {
    const found = await codesOf(client, orderId);
    return found.length === count ? found : undefined;
  }, `${count} codes issued`);

/** A result as Pearson VUE reports it. @returns the id of the report */
export async function reportResult(client: Client, result: object): Promise<string> {
  const report = { provider: 'PEARSON_VUE', kind: 'RESULT', examCode, ...result };
  return String((await client.send('pearson-vue', '/v1/provider-reports', report))['id']);
}

/** What became of a report, once it has been applied. */
export const outcomeOf = (client: Client, reportId: string): Promise<string> =>
  eventually(async () => {
    const { items } = await client.query('auditor', '/v1/provider-reports', { reportId });
    const state = (items as readonly { readonly state: string }[])[0]?.state;
    return state === 'RECORDED' ? undefined : state;
  }, 'the report is applied');

export interface Case {
  readonly caseId: string;
  readonly kind: string;
  readonly status: string;
}

/** The first case of a kind that a process opens about something. */
export const caseAbout = (client: Client, kind: string, key: string): Promise<Case> =>
  eventually(async () => {
    const { items } = await client.query('auditor', '/v1/cases', { kind, key });
    return (items as readonly Case[])[0];
  }, `a case ${kind}`);

/** The codes of an order by state; whether they are all that was bought (I23). */
export async function addsUp(
  client: Client,
  teller: Teller,
  orderId: string,
  expected: object,
): Promise<boolean> {
  const { rows, sum, capacity } = await eventually(
    async () => {
      const found = await accountOf(client, orderId);
      const states = Object.fromEntries(found.rows.map(({ state, codes }) => [state.trim(), codes]));
      const same = Object.entries(expected).every(([state, codes]) => states[state] === codes);
      return same ? found : undefined;
    },
    `an account of ${JSON.stringify(expected)}`,
  );
  teller.table('The account of the order (I23)', rows);
  teller.tell(sum === capacity ? 'Everything adds up' : 'Something does not add up', { capacity, sum });
  return sum === capacity;
}

import { type Client } from './client.js';

export interface Code {
  readonly codeId: string;
  readonly entitlementId: string;
  readonly last4: string;
  readonly state: string;
  readonly expiry: { readonly expiresAt: string; readonly lastDay: string; readonly zone: string };
}

export interface Entry {
  readonly thing: string;
  readonly type: string;
  readonly actorId: string;
  readonly reason: string | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

async function allOf<T>(
  client: Client,
  path: string,
  parameters: Record<string, string>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.query('auditor', path, {
      ...parameters,
      limit: '500',
      ...(cursor === undefined ? {} : { cursor }),
    });
    items.push(...(page['items'] as T[]));
    cursor = page['next'] as string | undefined;
  } while (cursor !== undefined);
  return items;
}

export const codesOf = (client: Client, orderId: string): Promise<readonly Code[]> =>
  allOf<Code>(client, '/v1/codes', { orderId });

/** All that happened to one thing, in order. */
export const historyOf = (client: Client, thing: string): Promise<readonly Entry[]> =>
  allOf<Entry>(client, '/v1/history', { thing });

export interface Account {
  readonly capacity: number;
  readonly sum: number;
  /** Codes whose expiry has been recorded, not only told by the clock. */
  readonly recordedExpired: number;
  readonly rows: readonly { readonly state: string; readonly codes: number }[];
}

/** How the slots of an order add up (I23). */
export async function accountOf(client: Client, orderId: string): Promise<Account> {
  const balance = await client.query('auditor', '/v1/code-balance', { orderId });
  const byState = balance['byState'] as Readonly<Record<string, number>>;
  const rows = [...Object.entries(byState), ['OPEN', Number(balance['open'])] as const]
    .filter(([, codes]) => codes > 0)
    .map(([state, codes]) => ({ state, codes }));
  const codes = new Set((await codesOf(client, orderId)).map(({ codeId }) => codeId));
  const expired = await allOf<Entry>(client, '/v1/history', { types: 'CodeExpired' });
  return {
    capacity: Number(balance['capacity']),
    sum: rows.reduce((sum, { codes }) => sum + codes, 0),
    recordedExpired: expired.filter(({ thing }) => codes.has(thing)).length,
    rows,
  };
}

import { type Client } from './client.js';
import { type Code } from './looking.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type Instant, instantOf, millisecondsOf } from '#kernel/time.js';

export const inHours = hoursAfter;

/** What time it is for the ledger. */
export const now = async (client: Client): Promise<Instant> =>
  String((await client.query('operator', '/v1/clock'))['now']);

export const moveTo = async (client: Client, instant: Instant): Promise<void> => {
  await client.send('operator', '/v1/development/clock', { now: instant });
};

/** Moves the clock just past the code's expiry. @returns the expiry instant */
export async function atExpiry(client: Client, codeId: string): Promise<Instant> {
  const code = (await client.query('vl-administrator', `/v1/codes/${codeId}`)) as Code &
    Record<string, unknown>;
  const expiresAt = code.expiry.expiresAt;
  await moveTo(client, instantOf(millisecondsOf(expiresAt) + 1000));
  return expiresAt;
}

/** Moves the clock past the next hourly run of the sweep. */
export const runSweep = (client: Client, expiresAt: Instant): Promise<void> =>
  moveTo(client, hoursAfter(expiresAt, 2));

import { type FastifyReply } from 'fastify';
import { type FactReader } from '#as-of/reading.js';
import { type Clock } from '#kernel/time.js';
import { type AsOf } from '#projecting/model-state.js';
import { type ReadModels } from '../read-models.js';

/** What an answer rests on that is folded from the log: to be asked before it is folded. */
export async function asOfLog(facts: FactReader, { reads }: ReadModels, clock: Clock): Promise<AsOf> {
  const [position, lastReports] = await Promise.all([facts.head(), reads.lastReports()]);
  return { position, time: clock.now(), lastReports };
}

/** The same where the body has no place for it: of a file, and of what is the same bytes whenever it is asked. */
export function sayAsOf(reply: FastifyReply, { position, time, lastReports }: AsOf): void {
  if (position !== undefined) reply.header('ledger-position', position);
  if (time !== null) reply.header('ledger-as-of', time);
  if (lastReports !== undefined) reply.header('ledger-last-reports', JSON.stringify(lastReports));
}

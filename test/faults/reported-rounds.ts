import { noPostgresBecause, postgresServer } from '#test/support/postgres.js';
import { newDatabaseOn } from './new-database.js';
import { projectingRounds } from './projecting-rounds.js';
import { type Models } from './projecting-world.js';

/** @throws Error unless it is a whole number from 1 */
export function roundsOf(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1) return rounds;
  throw new Error('--rounds must be a whole number from 1');
}

/** Half of the rounds on PostgreSQL where there is one, the others on PGlite; a difference is the exit status 1. */
export async function reportedRounds(
  rounds: number,
  models: Models,
  child: readonly string[],
): Promise<void> {
  const onServer = noPostgresBecause === undefined ? Math.floor(rounds / 2) : 0;
  if (noPostgresBecause !== undefined) console.log(`Not on PostgreSQL: ${noPostgresBecause}.`);
  const kill = async (name: string, count: number, newDatabase: () => Promise<string>): Promise<void> => {
    if (count === 0) return;
    const onRound = (round: number): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r${name}: round ${round + 1} of ${count}`);
    };
    const { events, generations, differences } = await projectingRounds({
      ...{ rounds: count, models, child, newDatabase, onRound },
    });
    for (const difference of differences) console.error(`${name}: ${difference}`);
    console.log(
      `${name}: ${count} kills, ${events} events, ${generations} sets of tables begun: ` +
        (differences.length === 0
          ? 'after each kill all digests equal those of a fresh replay'
          : `${differences.length} DIFFERENCES`),
    );
    if (differences.length > 0) process.exitCode = 1;
  };
  if (onServer > 0) await kill('PostgreSQL', onServer, () => newDatabaseOn(postgresServer().url));
  await kill('PGlite', rounds - onServer, () => Promise.resolve(''));
}

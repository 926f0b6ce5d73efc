import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { noPostgresBecause, postgresServer } from '#test/support/postgres.js';
import { newDatabaseOn } from './new-database.js';
import { projectingRounds } from './projecting-rounds.js';

/** `npm run faults:projections -- --rounds 50`: half of them on PostgreSQL where there is one, the others on PGlite. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '50' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number from 1');

const child = ['--no-warnings', fileURLToPath(new URL('./projecting-child.js', import.meta.url))];
const onServer = noPostgresBecause === undefined ? Math.floor(rounds / 2) : 0;
if (noPostgresBecause !== undefined) console.log(`Not on PostgreSQL: ${noPostgresBecause}.`);

async function kill(name: string, count: number, newDatabase: () => Promise<string>): Promise<void> {
  if (count === 0) return;
  const onRound = (round: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: round ${round + 1} of ${count}`);
  };
  const { events, generations, differences } = await projectingRounds({
    ...{ rounds: count, child, newDatabase, onRound },
  });
  for (const difference of differences) console.error(`${name}: ${difference}`);
  console.log(
    `${name}: ${count} kills, ${events} events, ${generations} sets of tables begun: ` +
      (differences.length === 0
        ? 'after each kill all digests equal those of a fresh replay'
        : `${differences.length} DIFFERENCES`),
  );
  if (differences.length > 0) process.exitCode = 1;
}

if (onServer > 0) await kill('PostgreSQL', onServer, () => newDatabaseOn(postgresServer().url));
await kill('PGlite', rounds - onServer, () => Promise.resolve(''));

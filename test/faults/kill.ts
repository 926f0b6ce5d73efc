import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { killRounds } from './kill-rounds.js';

/** `npm run faults:kill -- --rounds 200` */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number from 1');

const child = fileURLToPath(new URL('./appender-child.js', import.meta.url));
const report = await killRounds(rounds, ['--no-warnings', child], (round, { faults }) => {
  if (process.stderr.isTTY)
    process.stderr.write(`\rround ${round + 1} of ${rounds}, ${faults.length} faults`);
});
for (const fault of report.faults) console.error(fault);
console.log(
  `${report.rounds} rounds of kill -9: ${report.acknowledged} events acknowledged, ` +
    (report.faults.length === 0
      ? 'each there exactly once, no half batch, no gap'
      : `${report.faults.length} FAULTS`),
);
process.exitCode = report.faults.length === 0 ? 0 : 1;

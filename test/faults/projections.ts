import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { reportedRounds, roundsOf } from './reported-rounds.js';
import { toyModels } from './toy-models.js';

/** `npm run faults:projections -- --rounds 50`: with a model made for it, which is quick. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '50' } } });
const program = fileURLToPath(new URL('./projecting-child.js', import.meta.url));
await reportedRounds(roundsOf(values.rounds), toyModels, ['--no-warnings', program]);

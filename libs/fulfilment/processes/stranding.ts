import { perform, type Process, processNamed } from '#processing/process.js';
import { PersonLeft } from '#institutions/contracts/person-events.js';

export const strandCodes = 'strand-codes';

/** Who leaves strands the codes assigned to them: shown, and never given to anybody else (R61, E30). */
export const stranding: Process = processNamed('stranding').when(PersonLeft, ({ data }) => [
  perform(strandCodes, data.personRef),
]);

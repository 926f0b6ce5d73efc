import { PersonErased } from '#institutions/contracts/person-events.js';
import { perform, type Process, processNamed } from '#processing/process.js';
import { strandCodes } from './stranding.js';

export const destroyPersonKey = 'destroy-person-key';

/**
 * Destroys the key of an erased person; tried until it is gone (E62). The log keeps its events, hashes and counts. Codes
 * that were assigned are stranded, as if the person had left.
 */
export const erasing: Process = processNamed('erasing').when(PersonErased, ({ data: { personRef } }) => [
  perform(destroyPersonKey, personRef),
  perform(strandCodes, personRef),
]);

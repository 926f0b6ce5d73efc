import { describe } from '@jest/globals';
import { noPostgresBecause } from './postgres.js';

/** For specs that need the server: where there is none they are skipped, and their title says why. */
export function describeOnPostgres(title: string, body: () => void): void {
  if (noPostgresBecause === undefined) describe(title, body);
  else describe.skip(`${title} [skipped: ${noPostgresBecause}]`, body);
}

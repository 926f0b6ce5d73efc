import process from 'node:process';

// `FC_RUNS=10000 npm test` runs every property so often, also those that name no count; see property-runs.ts.
const { FC_RUNS } = process.env;
if (FC_RUNS !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: Number(FC_RUNS) });
}

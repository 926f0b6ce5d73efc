/**
 * How often a property runs: as often as it says, or as `FC_RUNS` says for all of them, as in
 * `FC_RUNS=10000 npm test -- histories`. A failing property prints its seed and its smallest counterexample.
 * @throws Error when `FC_RUNS` is set and is no count
 */
export function propertyRuns(usual = 300): { readonly numRuns: number } {
  const asked = process.env['FC_RUNS'];
  if (asked === undefined) return { numRuns: usual };
  if (!/^[1-9]\d*$/.test(asked)) throw new Error(`FC_RUNS is a number of runs, not ${asked}`);
  return { numRuns: Number(asked) };
}

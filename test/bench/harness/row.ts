import { type Figures } from './statistics.js';

/** One row of the report. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** The ratio to reach: ours to the reference; `at-most` turns it round. */
  readonly target: number;
  readonly atMost?: boolean;
  readonly ours: Figures | undefined;
  readonly reference: Figures | undefined;
  readonly referenceName: string;
  /** Why a side is missing; or who else could not be had. */
  readonly missing: readonly string[];
  /** What was run, and how. */
  readonly work: string;
  /** Further figures of the same run, for the eye. */
  readonly also: readonly { readonly name: string; readonly figures: Figures }[];
}

export const ratioOf = ({ ours, reference }: Row): number | undefined =>
  ours === undefined || reference === undefined ? undefined : ours.median / reference.median;

export function reached(row: Row): boolean | undefined {
  const ratio = ratioOf(row);
  if (ratio === undefined) return undefined;
  return row.atMost === true ? ratio <= row.target : ratio >= row.target;
}

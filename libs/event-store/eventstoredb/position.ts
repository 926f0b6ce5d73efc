import { type Position } from '../port.js';

/** Digits of the largest 64-bit number, so that text order is number order. */
const WIDTH = 20;
// A dot, because a position stands in URLs.
const SHAPE = /^(\d{20})\.(\d{20})$/;

export interface WirePosition<N = bigint> {
  readonly commit: N;
  readonly prepare: N;
}

export const formatPosition = ({ commit, prepare }: WirePosition<bigint | number>): Position =>
  `${commit.toString().padStart(WIDTH, '0')}.${prepare.toString().padStart(WIDTH, '0')}`;

/** @throws RangeError for a position that another store made */
export function parsePosition(position: Position): WirePosition {
  const [, commit, prepare] = SHAPE.exec(position) ?? [];
  if (commit === undefined || prepare === undefined)
    throw new RangeError(`'${position}' is not a position of this log.`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

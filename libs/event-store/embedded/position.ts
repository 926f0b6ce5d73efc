import { type Position } from '../port.js';

/** Wide enough for every safe integer, so that text order is number order. */
const WIDTH = 16;
const SHAPE = /^\d{16}$/;

export const formatPosition = (position: number): Position => String(position).padStart(WIDTH, '0');

/** @throws RangeError for a position that another store made */
export function parsePosition(position: Position | undefined): number {
  if (position === undefined) return 0;
  if (!SHAPE.test(position)) throw new RangeError(`'${position}' is not a position of this log.`);
  return Number(position);
}

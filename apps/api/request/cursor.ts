import { QueryInvalid } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';

/**
 * Opaque to clients, so that a model may change its order; it grants nothing, because the question that carries it
 * is checked like any other.
 */
export const cursorOf = (content: string): string => Buffer.from(`1${content}`, 'utf8').toString('base64url');

/** @throws Problem when the ledger did not make it */
export function cursorContent(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const content = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!content.startsWith('1') || cursorOf(content.slice(1)) !== cursor) {
    throw new Problem(QueryInvalid, {
      errors: [{ pointer: '/cursor', detail: 'is not one that the ledger gave' }],
    });
  }
  return content.slice(1);
}

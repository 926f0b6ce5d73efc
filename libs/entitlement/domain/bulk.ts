import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { refusal } from '#kernel/refusal.js';
import {
  type AssignCodes,
  type BulkEvent,
  CodesAssignedInBulk,
  CodesDisclosedInBulk,
  type DiscloseToPersons,
  type ItemResult,
} from '../contracts/bulk.js';

export const BulkNotSimulated = refusal({
  code: 'bulk-not-simulated',
  kind: 'invalid',
  rules: [],
  sentence: 'Work on many codes at once cannot be tried out: try it with one of them.',
});

/** What each code's own stream has answered, in the order of the items. */
export interface BulkFacts {
  readonly results: readonly Readonly<ItemResult>[];
}

/** Keeps what became of each item; refused ones keep nothing from the others. */
export const assignCodes: Decision<AssignCodes, boolean, BulkEvent, BulkFacts> = (_, done, given) =>
  done ? [] : [event(CodesAssignedInBulk, resultOf(given.commandId, given.facts))];

export const discloseToPersons: Decision<DiscloseToPersons, boolean, BulkEvent, BulkFacts> = (
  _,
  done,
  given,
) => (done ? [] : [event(CodesDisclosedInBulk, resultOf(given.commandId, given.facts))]);

const resultOf = (commandId: string, { results }: BulkFacts) => ({
  bulkId: derivedId('blk', commandId),
  results,
});

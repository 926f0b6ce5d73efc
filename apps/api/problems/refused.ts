import { type Refusal } from '#kernel/refusal.js';

/** A refusal on its way out of a place that cannot return it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly refusal: Refusal) {
    super(refusal.type.sentence);
  }
}

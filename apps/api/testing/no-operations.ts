import { type Operations } from '../operations.js';

/** For tests that operate nothing. */
export const noOperations: Operations = {
  processes: () => Promise.resolve([]),
  get projections(): never {
    throw new Error('this test has no projections');
  },
};

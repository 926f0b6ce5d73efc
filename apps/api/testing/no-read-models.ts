import { type ReadModels } from '../read-models.js';

/** For tests that ask no model. */
export const noReadModels: ReadModels = {
  ready: () => Promise.resolve(),
  get reads(): never {
    throw new Error('this test has no read models');
  },
};

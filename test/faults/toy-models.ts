import { CounterProjector, toyRegistry } from '#projecting/testing/toy.js';
import { type Models } from './projecting-world.js';

/** One model that has every kind of column and write; cheap enough for each test run. */
export const toyModels: Models = { projectors: [new CounterProjector()], registry: toyRegistry };

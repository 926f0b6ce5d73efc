import { allEvents } from '#composition/all-events.js';
import { projectors } from '#read-models/projectors.js';
import { type Models } from './projecting-world.js';

/** All read models of the product. */
export const productModels: Models = { projectors, registry: allEvents };

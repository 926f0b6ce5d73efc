import { type ProcessProgress } from '#processing/status.js';
import { type ProjectionOperations } from '#projecting/operations.js';

/** What the edge asks and does for operators. */
export interface Operations {
  readonly projections: ProjectionOperations;
  processes(): Promise<readonly ProcessProgress[]>;
}

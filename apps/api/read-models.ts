import { type ModelReads } from '#projecting/model-reads.js';

/** What the edge asks of the read models. */
export interface ReadModels {
  readonly reads: ModelReads;
  /** Whether they can be asked at all. */
  ready(): Promise<unknown>;
}

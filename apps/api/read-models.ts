/** What the edge asks of the read models. */
export interface ReadModels {
  /** Whether they can be asked at all. */
  ready(): Promise<void>;
}

import { type ModelName, type ReadableGeneration } from './model-state.js';

/** A notification that got lost is made up for after this time. */
const TRUSTED_MS = 1000;

interface Known extends ReadableGeneration {
  readonly until: number;
}

const keyOf = ({ name, version }: ModelName): string => `${name} ${version}`;

/**
 * Where models stood when they were looked at, until they are heard to move. What is remembered is true of every later
 * moment too (a model never goes back), so an answer may rest on it; that its tables are still the ones to read is
 * checked by the statement that enters them.
 */
export class KnownGenerations {
  private readonly known = new Map<string, Known>();
  private moves = 0;

  /** @param now milliseconds that never go back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  of(model: ModelName): ReadableGeneration | undefined {
    const found = this.known.get(keyOf(model));
    return found !== undefined && this.now() < found.until ? found : undefined;
  }

  /** @returns what to call with what was found, which counts only if the model has not moved meanwhile */
  look(model: ModelName): (found: ReadableGeneration) => void {
    const { moves } = this;
    return (found) => {
      if (moves === this.moves) this.known.set(keyOf(model), { ...found, until: this.now() + TRUSTED_MS });
    };
  }

  /** @param name undefined when any may have moved */
  moved(name: string | undefined): void {
    this.moves += 1;
    for (const key of this.known.keys())
      if (name === undefined || key.startsWith(`${name} `)) this.known.delete(key);
  }

  forget(model: ModelName): void {
    this.known.delete(keyOf(model));
  }
}

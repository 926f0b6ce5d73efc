import { type Figures, figuresOf } from './statistics.js';

/** One side of a comparison, set up and ready. */
export interface Contender {
  readonly name: string;
  /** Works for about this long, or through its fixed amount of work; answers units per second. */
  slice(seconds: number): Promise<number>;
  close(): Promise<unknown>;
}

export interface Pace {
  readonly rounds: number;
  /** Of one slice of one contender. */
  readonly seconds: number;
  /** Of the slice before the first round, which does not count. */
  readonly warmUpSeconds: number;
}

/**
 * Lets the contenders take turns, each round in another order, so that a slow minute of the machine hits all alike.
 * One that fails leaves the comparison with its reason.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, seconds, warmUpSeconds }: Pace,
): Promise<Map<Contender, Figures | Error>> {
  const rates = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  const failures = new Map<Contender, Error>();
  const turn = async (contender: Contender, length: number): Promise<number | undefined> => {
    if (failures.has(contender)) return undefined;
    globalThis.gc?.();
    try {
      return await contender.slice(length);
    } catch (error) {
      failures.set(contender, error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  };
  for (const contender of contenders) await turn(contender, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < contenders.length; index += 1) {
      const contender = contenders[(index + round) % contenders.length];
      if (contender === undefined) continue;
      const rate = await turn(contender, seconds);
      if (rate !== undefined) rates.get(contender)?.push(rate);
    }
  }
  return new Map(contenders.map((one) => [one, failures.get(one) ?? figuresOf(rates.get(one) ?? [])]));
}

/**
 * A number of workers, each with one operation under way at a time, for as long as given.
 * @returns operations per second, counted until the last one has been answered
 */
export async function closedLoop(
  workers: number,
  seconds: number,
  operation: () => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const worker = async (): Promise<void> => {
    do {
      await operation();
      done += 1;
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return (done * 1000) / (performance.now() - start);
}

/** Runs an operation for each of so many numbers, a limited number at a time. */
export async function forEachOf(
  count: number,
  workers: number,
  operation: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await operation(next++);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

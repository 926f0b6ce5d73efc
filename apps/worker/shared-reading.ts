/**
 * One reading for all metrics that are collected together. Undefined when it fails: a metric that is absent says
 * more than one that is old, and the others are shown all the same.
 */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let reading: Promise<T | undefined> | undefined;
  return () => {
    reading ??= read()
      .catch(() => undefined)
      .finally(() => (reading = undefined));
    return reading;
  };
}

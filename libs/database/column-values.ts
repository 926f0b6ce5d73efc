/** Object ids of the types whose JavaScript form the two drivers do not agree on. */
const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is beyond the whole numbers that JavaScript keeps`);
  return value;
}

// `2020-08-01 05:00:00.123+00`, as a session in UTC prints it.
const instant = (text: string): string =>
  new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString();

/** How the text of a column becomes a value, by type; the same for both drivers. */
export const columnParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: wholeNumber,
  [DATE]: (text) => text,
  [TIMESTAMP]: (text) => text,
  [TIMESTAMPTZ]: instant,
};

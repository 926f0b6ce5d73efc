const everywhere = new Set([
  'authorization',
  'token',
  'value',
  'codeValue',
  'clearCode',
  'masterKey',
  'password',
  'email',
]);
/** Harmless beside the message (the code of a problem, the name of a model), not inside of something. */
const inside = new Set([...everywhere, 'code', 'codes', 'name', 'givenName', 'familyName']);
const depth = 4;

type Line = Record<string, unknown>;

/**
 * A log line without what must never reach a log, wherever it stands. The first line of defence is to log no bodies
 * and no headers; this is the second. It copies only what it changes: pino's own `redact` with wildcards was
 * the dearest part of a request's line in a profile.
 */
export const withoutSecrets = (line: object): Line => hidden(line as Line, everywhere, depth);

function hidden(line: Line, names: ReadonlySet<string>, levels: number): Line {
  let copy: Line | undefined;
  for (const key in line) {
    const value = line[key];
    const shown = names.has(key) && value !== undefined ? '[hidden]' : shownPart(value, levels);
    if (shown !== value) (copy ??= { ...line })[key] = shown;
  }
  return copy ?? line;
}

function shownPart(value: unknown, levels: number): unknown {
  // Errors have a serializer of their own.
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  return levels === 0 ? '[nested]' : hidden(value as Line, inside, levels - 1);
}

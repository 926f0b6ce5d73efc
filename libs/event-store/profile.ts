/** Limits of the canonicalisable profile: what RFC 8785 can write in exactly one way, and every store can keep. */
export const MAX_DEPTH = 16;
/** Bytes of UTF-8, of one payload or one metadata document. */
export const MAX_DOCUMENT_BYTES = 256 * 1024;

/**
 * What was handed to the log cannot be kept there: a programming error or input that an edge
 * should have refused. Trying again does not help. Nothing was written.
 */
export class ProfileViolation extends Error {
  constructor(
    /** JSON pointer (RFC 6901) into the document; the empty string is the whole of it. */
    readonly pointer: string,
    readonly reason: string,
  ) {
    super(pointer === '' ? reason : `${pointer}: ${reason}`);
    this.name = 'ProfileViolation';
  }
}

/** How JSON.stringify writes U+0000 and a lone surrogate; an escaped backslash before it is a false alarm. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/;

/**
 * The JSON text of one document, after one walk over it.
 * A property whose value is `undefined` is absent, as in JSON.
 * @throws ProfileViolation naming the first place that breaks the profile
 */
export function encodeDocument(document: object): string {
  checkValue(document, 1, '');
  const text = JSON.stringify(document);
  // One native scan of the finished text instead of one per string; only a hit is looked at closely.
  if (SUSPICIOUS.test(text)) checkStrings(document, '');
  return text;
}

/** True for the JSON values of the profile; for edges that want to answer instead of throw. */
export function profileViolation(value: unknown): ProfileViolation | undefined {
  try {
    checkValue(value, 1, '');
    checkStrings(value, '');
    return undefined;
  } catch (error) {
    if (error instanceof ProfileViolation) return error;
    throw error;
  }
}

function checkValue(value: unknown, depth: number, pointer: string): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      checkNumber(value, pointer);
      return;
    case 'object':
      if (value !== null) checkContainer(value, depth, pointer);
      return;
    default:
      throw new ProfileViolation(pointer, `a ${typeof value} is not a JSON value`);
  }
}

function checkNumber(value: number, pointer: string): void {
  if (!Number.isFinite(value)) throw new ProfileViolation(pointer, 'a number must be finite');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new ProfileViolation(pointer, 'an integer must lie within ±(2^53−1)');
  }
}

function checkContainer(value: object, depth: number, pointer: string): void {
  if (depth > MAX_DEPTH) throw new ProfileViolation(pointer, `nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      if (!isPlainScalar(item)) checkValue(item, depth + 1, `${pointer}/${index}`);
    }
    return;
  }
  checkPlain(value, pointer);
  const record = value as Record<string, unknown>;
  for (const key in record) {
    const member = record[key];
    if (isPlainScalar(member) || member === undefined) continue;
    checkValue(member, depth + 1, `${pointer}/${escape(key)}`);
  }
}

/** The common case, for which no pointer is built. */
const isPlainScalar = (value: unknown): boolean => typeof value === 'string' || Number.isSafeInteger(value);

/** Dates, maps and the like are written as something else, or as nothing: they would not read back. */
function checkPlain(value: object, pointer: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind !== 'Object' || 'toJSON' in value)
    throw new ProfileViolation(pointer, `a ${kind} is not plain JSON`);
}

function checkStrings(value: unknown, pointer: string): void {
  if (typeof value === 'string') checkString(value, pointer);
  else if (Array.isArray(value)) value.forEach((item, index) => checkStrings(item, `${pointer}/${index}`));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      checkString(key, pointer);
      checkStrings(member, `${pointer}/${escape(key)}`);
    }
  }
}

function checkString(value: string, pointer: string): void {
  if (value.includes('\0')) throw new ProfileViolation(pointer, 'text must not contain U+0000');
  if (!value.isWellFormed()) throw new ProfileViolation(pointer, 'text must not contain a lone surrogate');
}

const escape = (key: string): string =>
  key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;

import canonicalize from 'canonicalize';

/**
 * The canonical JSON (RFC 8785) of a command's fields, which are valid JSON by then. Numbers and texts are written there
 * as the runtime writes them, so objects whose keys stand in order are canonical as they are written natively.
 */
export function canonicalJson(fields: object): string {
  const ordered = inOrder(fields);
  return ordered === undefined ? (canonicalize(fields) ?? '') : JSON.stringify(ordered);
}

/** Undefined where the runtime has an order of its own: keys like numbers come first, `__proto__` is none. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    return items.includes(undefined) ? undefined : items;
  }
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    const inner = typeof member === 'object' ? inOrder(member) : member;
    if (inner === undefined || !ordinary.test(key)) return undefined;
    ordered[key] = inner;
  }
  return ordered;
}

const ordinary = /^[A-Za-z]/;

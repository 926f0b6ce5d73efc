import { isUtf8 } from 'node:buffer';
import { BodyTooDeep, DuplicateKey, MalformedJson } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';

/** Levels of objects and lists; what the log keeps has the same limit. */
export const maxDepth = 16;

const quote = 0x22;
const backslash = 0x5c;

/**
 * The value of a JSON body. Stricter than `JSON.parse`: UTF-8 only, no key twice in one object, at most
 * {@link maxDepth} levels, no `__proto__`. @throws Problem
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new Problem(MalformedJson, { detail: 'The body is not UTF-8.' });
  const text = bytes.toString('utf8');
  // Before the parser, whose stack the depth would cost.
  const written = measure(text);
  const value = parse(text);
  const read = keysOf(value);
  if (written !== read) throw new Problem(DuplicateKey);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message quotes the body, which may hold a code or a name.
    throw new Problem(MalformedJson);
  }
}

/**
 * The number of keys that are written in a JSON text: its colons outside of strings. An object that names a key
 * twice has more colons than the parsed value has keys; counting both is cheaper than any second parser, and exact
 * for escaped spellings of one key too. @throws Problem when it is nested too deeply
 */
function measure(text: string): number {
  let keys = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case 0x7b: // {
      case 0x5b: // [
        if ((depth += 1) > maxDepth) throw new Problem(BodyTooDeep);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth -= 1;
        break;
      case 0x3a: // :
        keys += 1;
    }
  }
  return keys;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** @throws Problem for the one key that is no field of any object */
function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += keysOf(item);
    return count;
  }
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw new Problem(MalformedJson, { detail: 'No field is called __proto__.' });
    count += 1;
    if (typeof member === 'object') count += keysOf(member);
  }
  return count;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '../problems/problem.js';
import { maxDepth, parseJsonBody } from './json-body.js';

const parsed = (text: string): unknown => parseJsonBody(Buffer.from(text, 'utf8'));

function refusedAs(text: string): string {
  try {
    parsed(text);
    return 'accepted';
  } catch (error) {
    if (error instanceof Problem) return error.type.code;
    throw error;
  }
}

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

const spaced = (value: unknown): string => JSON.stringify(value, undefined, 2);

describe('the JSON of a body', () => {
  it('is read as JSON.parse reads it, whatever it holds', () => {
    const key = fc.string({ unit: fc.constantFrom('a', '"', '\\', ':', '{', '}', ',', ' ', 'ł') });
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'grapheme' }),
        key,
        fc.integer(),
        tie('list'),
        tie('record'),
      ),
      list: fc.array(tie('any')),
      record: fc.dictionary(key, tie('any')),
    })).any;
    fc.assert(
      fc.property(value, (content) => {
        fc.pre(depthOf(content) <= maxDepth);
        for (const text of [JSON.stringify(content), spaced(content)]) {
          expect(parsed(text)).toStrictEqual(JSON.parse(text));
        }
      }),
    );
  });

  it('names no key twice, however it is written and wherever it stands', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', '"', '\\', ':', '{'),
      minLength: 1,
      maxLength: 4,
    });
    const written = (text: string, escaped: boolean) =>
      escaped
        ? `"\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}${JSON.stringify(text.slice(1)).slice(1)}`
        : JSON.stringify(text);
    fc.assert(
      fc.property(
        name,
        fc.boolean(),
        fc.integer({ min: 0, max: 5 }),
        fc.jsonValue({ maxDepth: 2 }),
        (key, escaped, depth, other) => {
          const twice = `{${written(key, false)}:${JSON.stringify(other)}, ${written(key, escaped)} : 1}`;
          const inside = '[{"in":'.repeat(depth) + twice + '}]'.repeat(depth);
          expect(refusedAs(inside)).toBe('duplicate-key');
        },
      ),
    );
  });

  it('has no more levels than the log can keep', () => {
    expect(parsed('['.repeat(maxDepth) + ']'.repeat(maxDepth))).toBeInstanceOf(Array);
    expect(refusedAs('['.repeat(maxDepth + 1) + ']'.repeat(maxDepth + 1))).toBe('body-too-deep');
    expect(refusedAs('{"a":'.repeat(100_000))).toBe('body-too-deep');
  });

  it.each(['{"a":"b', '"\\', '{"a":1}}', '{"a" 1}', ':', '{"a":1:2}', '', ' ', '{"a":"\u0001"}'])(
    'is refused when it is none: %s',
    (text) => {
      expect(refusedAs(text)).toBe('malformed-json');
    },
  );
});

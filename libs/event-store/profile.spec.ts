import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { encodeDocument, MAX_DEPTH, ProfileViolation, profileViolation } from './profile.js';

const nested = (depth: number): object => (depth === 1 ? {} : { a: nested(depth - 1) });

describe('the canonicalisable profile', () => {
  it.each<[string, object, string]>([
    ['an integer beyond 2^53 − 1', { a: { n: 2 ** 53 } }, '/a/n'],
    ['a negative one', { n: -(2 ** 53) }, '/n'],
    ['a huge double, which is an integer', { n: 1e300 }, '/n'],
    ['NaN', { n: NaN }, '/n'],
    ['infinity', { list: [1, -Infinity] }, '/list/1'],
    ['a lone high surrogate', { a: ['x', { 'b/c': '\ud800' }] }, '/a/1/b~1c'],
    ['a lone low surrogate', { t: 'x\udc00' }, '/t'],
    ['U+0000', { t: 'a\0b' }, '/t'],
    ['a key with U+0000', { o: { 'a\0': 1 } }, '/o'],
    ['a key with a lone surrogate', { '\ud800': 1 }, ''],
    ['a bigint', { n: 1n }, '/n'],
    ['a Date', { at: new Date(0) }, '/at'],
    ['a Map', { map: new Map() }, '/map'],
    ['a function', { f: () => 1 }, '/f'],
    ['undefined in an array', { list: [undefined] }, '/list/0'],
    ['a depth of 17', nested(MAX_DEPTH + 1), '/a'.repeat(MAX_DEPTH)],
  ])('refuses %s and names the place', (_what, document, pointer) => {
    expect(() => encodeDocument(document)).toThrow(ProfileViolation);
    expect(() => encodeDocument(document)).toThrow(expect.objectContaining({ pointer }));
    expect(profileViolation(document)?.pointer).toBe(pointer);
  });

  it('takes what lies at the edge of it', () => {
    const document = {
      n: [2 ** 53 - 1, -(2 ** 53) + 1, 0.1, 1e-300, -0],
      pair: '\ud83d\ude00',
      escaped: '\\u0000 \\ud800',
      '': null,
      absent: undefined,
      deep: nested(MAX_DEPTH - 1),
    };
    expect(JSON.parse(encodeDocument(document))).toEqual(JSON.parse(JSON.stringify(document)));
    expect(profileViolation(document)).toBeUndefined();
  });

  it('takes objects of plain classes, as the fields that they have', () => {
    class Payload {
      code = 'x';
    }
    expect(encodeDocument(new Payload())).toBe('{"code":"x"}');
    expect(encodeDocument(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('{"a":1}');
  });

  it('takes exactly what RFC 8785 can write and JSON brings back unchanged', () => {
    const anything = fc.dictionary(
      fc.string({ unit: 'binary' }),
      fc.anything({ withBigInt: true, withDate: true, maxDepth: 4 }),
    );
    fc.assert(
      fc.property(fc.oneof(anything, fc.dictionary(fc.string(), fc.jsonValue())), (document) => {
        const violation = profileViolation(document);
        if (violation !== undefined) {
          expect(() => encodeDocument(document)).toThrow(violation.message);
          return;
        }
        const back: unknown = JSON.parse(encodeDocument(document));
        expect(canonicalize(back)).toBe(canonicalize(JSON.parse(JSON.stringify(document))));
        expect(profileViolation(back)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

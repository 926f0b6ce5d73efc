import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duplicateKey } from './duplicate-keys.js';

describe('duplicateKey', () => {
  it.each<[string, string | undefined]>([
    ['{"a":1,"b":2,"a":3}', 'a'],
    ['{"o":[{"x":{},"y":[],"x":1}]}', 'x'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"":1,"":2}', ''],
    ['{"a\\"":1,"a\\\\":2,"a\\"":3}', 'a"'],
    ['{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}', undefined],
    ['{"a":"b:c","d":"a\\":","e":["a","a"]}', undefined],
    ['["a","a"]', undefined],
    ['"a:a"', undefined],
  ])('of %s is %p', (json, key) => {
    expect(duplicateKey(json)).toBe(key);
  });

  it('finds none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => duplicateKey(JSON.stringify(value, null, 1)) === undefined),
    );
  });
});

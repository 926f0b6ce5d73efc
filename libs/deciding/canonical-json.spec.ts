import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

const fields = fc.dictionary(
  fc.oneof(fc.constantFrom('b', 'a', 'aa', 'B', 'ä', '10', '9', '__proto__', ''), fc.string()),
  fc.jsonValue(),
);

describe('canonical JSON of a command', () => {
  it('is what RFC 8785 makes of it, whatever its fields', () => {
    fc.assert(
      fc.property(fields, (command) => {
        expect(canonicalJson(command)).toBe(canonicalize(command));
      }),
    );
  });

  it('does not depend on the order of the fields, and leaves out what is absent', () => {
    class Pay {
      z = [{ d: 1, c: -0 }];
      a = '\u20ac';
      b?: string | undefined = undefined;
    }
    expect(canonicalJson(new Pay())).toBe('{"a":"€","z":[{"c":0,"d":1}]}');
    expect(canonicalJson(Object.assign(new Pay(), { n: 1e21, m: null }))).toBe(
      canonicalize({ a: '€', m: null, n: 1e21, z: [{ c: 0, d: 1 }] }),
    );
  });
});

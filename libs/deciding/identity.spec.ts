import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { uuidV5 } from './identity.js';

describe('uuidV5', () => {
  it('is the version 5 of RFC 9562, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (name, namespace) => {
        const bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');
        expect(uuidV5(name, bytes)).toBe(v5(name, namespace));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { freshSalt, uuidV5 } from './identity.js';

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

describe('freshSalt', () => {
  it('is 32 bytes that never come again', () => {
    const salts = Array.from({ length: 1000 }, freshSalt);
    expect(new Set(salts).size).toBe(salts.length);
    for (const salt of salts) expect(Buffer.from(salt, 'base64url')).toHaveLength(32);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base32, crockford } from './base32.js';
import { derivedId, digestId, idPattern, idPrefixes, isId, naturalId, type IdPrefix } from './ids.js';

const prefixes = Object.keys(idPrefixes) as IdPrefix[];
const aPrefix = fc.constantFrom(...prefixes);

describe('base 32', () => {
  it('writes bits most significant first', () => {
    expect(base32(Uint8Array.of(0xff, 0x00), 3)).toBe('ZW0');
    expect(base32(Uint8Array.of(0b00001_000, 0b10_00011_0), 3)).toBe('123');
    expect(base32(Uint8Array.of(1, 2, 3, 4, 5), 0)).toBe('');
  });

  it('reads back as the number that the bytes hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 30 }), (bytes) => {
        const length = Math.floor((bytes.length * 8) / 5);
        let number = 0n;
        for (const character of base32(bytes, length))
          number = number * 32n + BigInt(crockford.indexOf(character));
        const spare = BigInt(bytes.length * 8 - length * 5);
        expect(number).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`) >> spare);
      }),
    );
  });

  it('refuses to make more characters than there are bits', () => {
    expect(base32(new Uint8Array(5), 8)).toBe('00000000');
    expect(() => base32(new Uint8Array(5), 9)).toThrow(
      new RangeError('9 base-32 characters need more bytes'),
    );
  });
});

describe('ids', () => {
  it('stay what they are for ever', () => {
    expect(derivedId('ord', 'c0ffee')).toBe('ord_hbhstwmeb7x3yyxbaa4a7w0000');
    expect(derivedId('cod', 'c0ffee', 29)).toBe('cod_dr6623s15419zafd2ap285000x');
    expect(naturalId('agr', 'E0123456')).toBe('agr_6t17jf8jgj0jkk43debysmcvq9');
    expect(digestId('cod', new Uint8Array(32).fill(0xff))).toBe(`cod_${'z'.repeat(26)}`);
  });

  it('E19 of a retried command are those of its first attempt, and of no other', () => {
    fc.assert(
      fc.property(
        aPrefix,
        aPrefix,
        fc.uuid(),
        fc.uuid(),
        fc.nat(1_048_575),
        fc.nat(1_048_575),
        (p, q, a, b, m, n) => {
          expect(derivedId(p, a, n)).toBe(derivedId(p, a, n));
          expect(derivedId(p, a, m) === derivedId(q, b, n)).toBe(p === q && a === b && m === n);
          expect(derivedId(p, a, m) === derivedId(p, a, n)).toBe(m === n);
        },
      ),
    );
  });

  it('of one command sort in the order of their making', () => {
    fc.assert(
      fc.property(fc.nat(1_048_575), fc.nat(1_048_575), (m, n) => {
        expect(derivedId('cod', 'c0ffee', m) < derivedId('cod', 'c0ffee', n)).toBe(m < n);
      }),
    );
  });

  it('differ by the prefix in more than the prefix', () => {
    expect(derivedId('ord', 'c0ffee').slice(4)).not.toBe(derivedId('ent', 'c0ffee').slice(4));
    expect(naturalId('ord', 'c0ffee').slice(4)).not.toBe(naturalId('ent', 'c0ffee').slice(4));
    expect(naturalId('ord', 'c0ffee').slice(4, 20)).not.toBe(derivedId('ord', 'c0ffee').slice(4, 20));
  });

  it.each([-1, 1_048_576, 0.5, NaN])('have no ordinal %d', (n) => {
    expect(() => derivedId('cod', 'c0ffee', n)).toThrow(new RangeError(`${n} is no ordinal of an id`));
  });

  it('of a natural key keep its parts apart', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(naturalId('enr', ...a) === naturalId('enr', ...b)).toBe(
          JSON.stringify(a) === JSON.stringify(b),
        );
      }),
    );
    expect(naturalId('ent', 'a', 'b')).not.toBe(naturalId('ent', 'ab'));
    expect(naturalId('ent', 'a","b')).not.toBe(naturalId('ent', 'a', 'b'));
    expect(naturalId('ent', 'a', 1)).toBe(naturalId('ent', 'a', '1'));
  });

  it('need 130 bits of a digest', () => {
    expect(digestId('cod', new Uint8Array(17))).toBe(`cod_${'0'.repeat(26)}`);
    expect(() => digestId('cod', new Uint8Array(16))).toThrow(RangeError);
  });

  it('are known by their prefix', () => {
    for (const prefix of prefixes) {
      expect(prefix).toMatch(/^[a-z]{3}$/);
      for (const other of prefixes)
        expect(isId(prefix, derivedId(other, 'c0ffee', 7))).toBe(prefix === other);
      expect(idPattern(prefix).flags).toBe('');
    }
  });

  it.each([
    ['', 'nothing'],
    ['ord_', 'only a prefix'],
    [`ord_${'0'.repeat(25)}`, 'too short'],
    [`ord_${'0'.repeat(27)}`, 'too long'],
    [`ord_${'0'.repeat(25)}u`, 'a letter outside the alphabet'],
    [`ord_${'A'.repeat(26)}`, 'upper case'],
    [`ord-${'0'.repeat(26)}`, 'another separator'],
    [`xord_${'0'.repeat(26)}`, 'something before'],
    [`ord_${'0'.repeat(26)}\n`, 'something after'],
  ])('%j is none: %s', (text) => {
    expect(isId('ord', text)).toBe(false);
  });
});

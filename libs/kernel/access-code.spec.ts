import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCode, codeBytes, formatCode, last4, makeCode, normaliseCode } from './access-code.js';
import { crockford } from './base32.js';
import { checkSymbol, isChecked, maxChecked } from './check-symbol.js';

const symbols = crockford.split('');
const aCode = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes }).map((bytes) => makeCode(bytes));
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);
const swapped = (text: string, i: number, j: number) =>
  replaced(replaced(text, i, text.charAt(j)), j, text.charAt(i));

describe('the check symbol', () => {
  // The sum is linear: an error is seen in one text just if it is seen in the text of zeros.
  const zeros = '0'.repeat(maxChecked);

  it('sees every single wrong character at every place', () => {
    expect(isChecked(zeros)).toBe(true);
    for (let at = 0; at < maxChecked; at++)
      for (const wrong of crockford) expect(isChecked(replaced(zeros, at, wrong))).toBe(wrong === '0');
  });

  it('sees every swap of every two characters at every two places', () => {
    // Swapping a and b adds a + b, which is not 0, at both places.
    for (let i = 0; i < maxChecked; i++)
      for (let j = i + 1; j < maxChecked; j++)
        for (const both of symbols.slice(1))
          if (isChecked(replaced(replaced(zeros, i, both), j, both)))
            throw new Error(`${both} at ${i} and ${j}`);
  });

  it('is linear, which the two proofs above rest on', () => {
    const checked = fc
      .string({ unit: fc.constantFrom(...symbols), minLength: 30, maxLength: 30 })
      .map((text) => text + checkSymbol(text));
    fc.assert(
      fc.property(checked, checked, (a, b) => {
        const sum = Array.from(
          a,
          (symbol, at) => crockford[crockford.indexOf(symbol) ^ crockford.indexOf(b.charAt(at))],
        );
        expect(isChecked(sum.join(''))).toBe(true);
      }),
    );
  });

  it('completes any text that can be checked, and no longer one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...symbols), maxLength: maxChecked - 1 }), (text) => {
        const fitting = symbols.filter((symbol) => isChecked(text + symbol));
        expect(fitting).toEqual([checkSymbol(text)]);
      }),
    );
    expect(() => checkSymbol(zeros)).toThrow(new RangeError('at most 31 symbols can be checked'));
    expect(() => checkSymbol('U')).toThrow(new RangeError('not base 32'));
    expect(() => isChecked('ABC-')).toThrow(RangeError);
  });

  it('stays what it is for ever', () => {
    expect(checkSymbol('')).toBe('0');
    expect(checkSymbol('1')).toBe('2');
    expect(checkSymbol('G')).toBe('5');
    expect(checkSymbol('10')).toBe('4');
    expect(checkSymbol('0123456789ABCDEF')).toBe('P');
  });
});

describe('a code of the ledger', () => {
  it('is 16 characters of 80 random bits and a check symbol', () => {
    expect(makeCode(new Uint8Array(10))).toBe('0'.repeat(17));
    expect(makeCode(new Uint8Array(10).fill(255))).toBe(`${'Z'.repeat(16)}M`);
    fc.assert(
      fc.property(aCode, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{17}$/);
        expect(checkCode(code)).toBe('ok');
        expect(normaliseCode(code)).toBe(code);
      }),
    );
  });

  it.each([0, 9, 11])('is not made of %d bytes', (size) => {
    expect(() => makeCode(new Uint8Array(size))).toThrow(new RangeError('a code takes 10 random bytes'));
  });

  it('with any one character wrong, swapped with any other or outside the alphabet, is a typing error', () => {
    fc.assert(
      fc.property(aCode, (code) => {
        const wrong: string[] = [];
        for (let i = 0; i < code.length; i++) {
          for (const symbol of `${crockford}U`) wrong.push(replaced(code, i, symbol));
          for (let j = i + 1; j < code.length; j++) wrong.push(swapped(code, i, j));
        }
        const seen = new Set(wrong.filter((text) => text !== code).map(checkCode));
        expect(seen).toEqual(new Set(['typing-error']));
      }),
      { numRuns: 20 },
    );
  });

  it('is the same however people write it', () => {
    const styles = [
      (code: string) => code.toLowerCase(),
      (code: string) => `  ${code}\n`,
      (code: string) => code.replace(/./g, '$& '),
      (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I'),
      (code: string) => formatCode(code).replaceAll('-', '\u2013'),
      (code: string) => formatCode(code).replaceAll('-', '\u00a0'),
      (code: string) => formatCode(code).replaceAll('-', '\u00ad\u200b'),
    ];
    fc.assert(
      fc.property(aCode, fc.constantFrom(...styles), (code, style) => {
        expect(normaliseCode(style(code))).toBe(code);
        expect(checkCode(style(code))).toBe('ok');
      }),
    );
  });

  it('is grouped for people', () => {
    fc.assert(
      fc.property(aCode, (code) => {
        expect(formatCode(code)).toMatch(/^\w{4}-\w{4}-\w{4}-\w{5}$/);
        expect(normaliseCode(formatCode(code))).toBe(code);
        expect(formatCode(formatCode(code).toLowerCase())).toBe(formatCode(code));
      }),
    );
  });

  it('shows its last 4 characters only', () => {
    fc.assert(
      fc.property(aCode, (code) => {
        expect(last4(formatCode(code))).toBe(code.slice(13));
      }),
    );
  });
});

describe('a code of a provider', () => {
  it('is opaque: only case, blanks and dashes do not count', () => {
    expect(normaliseCode(' voil-0il1 o ')).toBe('VOIL0IL1O');
    expect(normaliseCode('O'.repeat(16))).toBe('O'.repeat(16));
    expect(normaliseCode('OIL_ab')).toBe('OIL_AB');
    expect(formatCode('voil-0il1')).toBe('voil-0il1');
  });

  it('of 17 letters keeps its O, I and L unless the ledger could have made it', () => {
    const opaque = `${'O'.repeat(16)}I`;
    expect(checkCode(opaque)).toBe('typing-error');
    expect(normaliseCode(opaque)).toBe(opaque);
    expect(formatCode(opaque)).toBe(opaque);
  });

  it.each(['', '0'.repeat(16), '0'.repeat(18), `${'0'.repeat(16)}_`, `${'0'.repeat(16)}Ä`, '\n'])(
    'is %j, not ours',
    (text) => {
      expect(checkCode(text)).toBe('not-ours');
    },
  );

  it.each([
    ['', '****'],
    ['1234567', '****'],
    ['12-34-56-7', '****'],
    ['12345678', '5678'],
    ['voucher-abcd', 'ABCD'],
  ])('%j shows %s', (code, shown) => {
    expect(last4(code)).toBe(shown);
  });

  it('is normalised once for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseCode(normaliseCode(text))).toBe(normaliseCode(text));
      }),
    );
  });
});

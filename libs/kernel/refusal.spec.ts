import { describe, expect, it } from '@jest/globals';
import { declaredRefusals, Refusal, refusal, refusalOf } from './refusal.js';

describe('a refusal', () => {
  const CodeGone = refusal({
    code: 'code-gone',
    kind: 'conflict',
    rules: ['I15'],
    sentence: 'The code is used.',
  });

  it('is a value of its declared type', () => {
    const made = CodeGone({ codeId: 'cod_1' }, '/codeId');
    expect(made).toBeInstanceOf(Refusal);
    expect(made.type).toMatchObject({ code: 'code-gone', kind: 'conflict', rules: ['I15'] });
    expect(made.details).toEqual({ codeId: 'cod_1' });
    expect(made.pointer).toBe('/codeId');
    expect(made.events).toEqual([]);
    expect(CodeGone().details).toEqual({});
    expect(CodeGone().pointer).toBeUndefined();
  });

  it('is found by its code', () => {
    expect(refusalOf('code-gone')).toEqual(CodeGone());
    expect(() => refusalOf('code-lost')).toThrow(new Error('refusal code-lost is not declared'));
  });

  it('may record the attempt', () => {
    const attempt = { type: 'ReuseAttempted', data: {} };
    expect(CodeGone().recording(attempt).events).toEqual([attempt]);
  });

  it('is declared once, and listed', () => {
    const again = { code: 'code-gone', kind: 'conflict', rules: [], sentence: 'Again.' } as const;
    expect(() => refusal(again)).toThrow(new Error('refusal code-gone is declared twice'));
    expect(declaredRefusals().map(({ code }) => code)).toEqual(['code-gone']);
  });
});

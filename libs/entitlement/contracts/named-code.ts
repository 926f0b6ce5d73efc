import { checkCode } from '#kernel/access-code.js';
import { type Refusal, refusal } from '#kernel/refusal.js';
import { codeIdOf, type KeyedHash } from './code-id.js';

export const CodeMistyped = refusal({
  code: 'code-mistyped',
  kind: 'invalid',
  rules: [],
  sentence: 'This code has a typing error: at least one character is wrong, or two are swapped.',
});
export const CodeNotNamed = refusal({
  code: 'code-not-named',
  kind: 'invalid',
  rules: [],
  sentence: 'Name the code either by its value or by its id.',
});

/** A command names a code by its id or by its value; a typing error in one of our own is seen without a look-up. */
export const codeNamed =
  (keyedHash: KeyedHash) =>
  ({ codeId, code }: { readonly codeId?: string; readonly code?: string }): string | Refusal => {
    if (code === undefined) return codeId ?? CodeNotNamed();
    if (codeId !== undefined) return CodeNotNamed();
    return checkCode(code) === 'typing-error' ? CodeMistyped({}, '/code') : codeIdOf(keyedHash, code);
  };

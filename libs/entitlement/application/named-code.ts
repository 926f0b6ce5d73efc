import { checkCode } from '#kernel/access-code.js';
import { type Refusal } from '#kernel/refusal.js';
import { codeIdOf, type KeyedHash } from '../contracts/code-id.js';
import { CodeMistyped, CodeNotNamed } from '../domain/code-refusals.js';

/** A command names a code by its id or by its value; a typing error in one of our own is seen without a look-up. */
export const codeNamed =
  (keyedHash: KeyedHash) =>
  ({ codeId, code }: { readonly codeId?: string; readonly code?: string }): string | Refusal => {
    if (code === undefined) return codeId ?? CodeNotNamed();
    if (codeId !== undefined) return CodeNotNamed();
    return checkCode(code) === 'typing-error' ? CodeMistyped({}, '/code') : codeIdOf(keyedHash, code);
  };

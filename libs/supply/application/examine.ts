import { type Look } from '#deciding/binding.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { codeIdOf, type KeyedHash } from '#entitlement/contracts/code-id.js';
import { checkCode, normaliseCode } from '#kernel/access-code.js';
import { type Sealer } from '#privacy/sealer.js';
import { type AddSupplyCodes } from '../contracts/supply-commands.js';
import { type ExaminedLine } from '../domain/importing.js';

export interface SupplyServices {
  readonly sealer: Sealer;
  readonly keyedHash: KeyedHash;
}

const form = /^[A-Z0-9]{6,40}$/;

/**
 * Seals every line that could be taken. A code that has the form of the ledger's own is refused as malformed:
 * its check symbol would later call it a typing error.
 */
export function examineLines(
  { sealer, keyedHash }: SupplyServices,
  { lotId, firstLine, codes }: AddSupplyCodes,
  look: Look,
): Promise<readonly ExaminedLine[]> {
  const examine = async (text: string, index: number): Promise<ExaminedLine> => {
    const line = firstLine + index;
    const code = normaliseCode(text);
    if (!form.test(code) || checkCode(code) !== 'not-ours') return { line, reason: 'MALFORMED' };
    const codeId = codeIdOf(keyedHash, code);
    const known = await look.at(codeFacts, codeId);
    if (known.issued !== undefined) return { line, reason: 'VALUE_KNOWN' };
    return { line, codeId, sealed: await sealer.seal(lotId, code) };
  };
  return Promise.all(codes.map(examine));
}

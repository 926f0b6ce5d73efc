import { codeBytes, makeCode } from '#kernel/access-code.js';
import { type CodeSupply } from '../contracts/code-supply.js';

/**
 * Codes that the ledger makes itself. 80 random bits: that two are equal is not to be expected in the life of a
 * ledger, and issuance would reject the second (I14).
 * @param randomBytes a cryptographic source, such as that of node:crypto
 */
export const generatedSupply = (randomBytes: (size: number) => Uint8Array): CodeSupply => ({
  take: ({ count }) => {
    const bytes = randomBytes(count * codeBytes);
    const codes = Array.from({ length: count }, (_, index) =>
      makeCode(bytes.subarray(index * codeBytes, (index + 1) * codeBytes)),
    );
    return Promise.resolve(codes);
  },
});

import { normaliseCode } from '#kernel/access-code.js';
import { digestId, type Id } from '#kernel/ids.js';

/** HMAC of a text under the key ring's key for the purpose; 32 bytes. */
export type KeyedHash = (purpose: string, text: string) => Uint8Array;

/**
 * Id of the code with this value, however it is typed. Made with a key, so that ids tell nothing about values;
 * the same value is the same stream, so creating the stream is the test that the value is new (I14).
 */
export const codeIdOf = (keyedHash: KeyedHash, code: string): Id<'cod'> =>
  digestId('cod', keyedHash('access-code', normaliseCode(code)));

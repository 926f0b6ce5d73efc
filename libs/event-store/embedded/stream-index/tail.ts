import { crc32 } from 'node:zlib';
import { type YoungEntries } from './young-entries.js';

const HEAD = 8;
const ENTRY = 16;

/** The entries of one transaction as they are kept until they are part of a segment. */
export function encodeTail({ hashes, revisions }: ReturnType<YoungEntries['since']>): Uint8Array {
  const bytes = new Uint8Array(HEAD + ENTRY * hashes.length);
  new Float64Array(bytes.buffer, HEAD, hashes.length).set(hashes);
  new Float64Array(bytes.buffer, HEAD + 8 * hashes.length, hashes.length).set(revisions);
  new Uint32Array(bytes.buffer, 0, 1)[0] = crc32(bytes.subarray(HEAD));
  return bytes;
}

/** Adds them; what is damaged is left out, and is then missing from the index until it is made anew. */
export function decodeTail(stored: Uint8Array, into: YoungEntries): void {
  const bytes = stored.byteOffset % 8 === 0 ? stored : stored.slice();
  const count = (bytes.length - HEAD) / ENTRY;
  if (!Number.isInteger(count) || count < 1) return;
  if (new Uint32Array(bytes.buffer, bytes.byteOffset, 1)[0] !== crc32(bytes.subarray(HEAD))) return;
  const hashes = new Float64Array(bytes.buffer, bytes.byteOffset + HEAD, count);
  const revisions = new Float64Array(bytes.buffer, bytes.byteOffset + HEAD + 8 * count, count);
  for (let index = 0; index < count; index++) into.add(hashes[index] ?? 0, revisions[index] ?? 0);
}

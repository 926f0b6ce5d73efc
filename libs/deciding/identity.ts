import { hash, randomBytes } from 'node:crypto';
import { type RandomSource } from '#kernel/random.js';
import { canonicalJson } from './canonical-json.js';

const bytesOf = (uuid: string): Uint8Array => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const commandNamespace = bytesOf('0b8f4c1e-6d0c-5a52-9a07-5f6a3f1d7c10');
const eventNamespace = bytesOf('6a1f5f0e-51c6-5b7b-8f2f-0a4c3c0c8e55');

/** Name-based UUID, version 5 (RFC 9562), hashed by OpenSSL in one call: each command makes several. */
export function uuidV5(name: string, namespace: Uint8Array): string {
  const digest = hash('sha1', inNamespace(name, namespace), 'hex');
  const at = (from: number, to: number): string => digest.slice(from, to);
  const variant = '89ab'.charAt(parseInt(at(16, 17), 16) & 3);
  return `${at(0, 8)}-${at(8, 12)}-5${at(13, 16)}-${variant}${at(17, 20)}-${at(20, 32)}`;
}

const scratch = Buffer.alloc(1024);

function inNamespace(name: string, namespace: Uint8Array): Uint8Array {
  // In UTF-8 a character takes three bytes at most for each unit of the string.
  if (namespace.length + 3 * name.length > scratch.length)
    return Buffer.concat([namespace, Buffer.from(name)]);
  scratch.set(namespace);
  return scratch.subarray(0, namespace.length + scratch.write(name, namespace.length));
}

/** Command id of an Idempotency-Key: one caller's keys never meet another's. */
export const commandIdFor = (callerId: string, key: string): string =>
  uuidV5(`${callerId}\n${key}`, commandNamespace);

/** Command id of a command that another command or an event brings about; always the same for the same cause. */
export const subCommandId = (cause: string, name: string): string =>
  uuidV5(`${cause}\n${name}`, commandNamespace);

/** Command id of an attempt that is never made again: a random UUID (RFC 9562, version 4). */
export function freshCommandId(random: RandomSource): string {
  const hex = random(16).toString('hex');
  const variant = '89ab'.charAt(parseInt(hex.slice(16, 17), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/**
 * Event id of the nth event of a command at a revision. It holds the revision, so that a decision taken anew
 * after a conflict never passes for the first one; a repeat at the same place is the same event.
 */
export const eventIdFor = (commandId: string, revision: number): string =>
  uuidV5(`${commandId}\n${revision}`, eventNamespace);

/** Keyed hash of a text, base64url; the key never leaves the key ring. */
export type KeyedHash = (text: string) => string;

/**
 * Keyed hash over type and canonical body (RFC 8785). Keyed, because a body may hold a name or a code,
 * and a plain hash of something guessable reveals it.
 */
export const hashOfCommand = (keyedHash: KeyedHash, type: string, command: object): string =>
  keyedHash(`${type}\n${canonicalJson(command)}`);

const SALT_BYTES = 32;
let pool = Buffer.alloc(0);
let used = 0;

/** 32 random bytes, base64url; taken from the system's generator 128 at a time, each used once and then wiped. */
export function freshSalt(): string {
  if (used === pool.length) {
    pool = randomBytes(128 * SALT_BYTES);
    used = 0;
  }
  const bytes = pool.subarray(used, (used += SALT_BYTES));
  const salt = bytes.toString('base64url');
  bytes.fill(0);
  return salt;
}

import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v5 as uuidV5 } from 'uuid';

const commandNamespace = '0b8f4c1e-6d0c-5a52-9a07-5f6a3f1d7c10';
const eventNamespace = '6a1f5f0e-51c6-5b7b-8f2f-0a4c3c0c8e55';

/** Command id of an Idempotency-Key: one caller's keys never meet another's. */
export const commandIdFor = (callerId: string, key: string): string =>
  uuidV5(`${callerId}\n${key}`, commandNamespace);

/** Command id of a command that another command or an event brings about; always the same for the same cause. */
export const subCommandId = (cause: string, name: string): string =>
  uuidV5(`${cause}\n${name}`, commandNamespace);

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
  keyedHash(`${type}\n${canonicalize(command) ?? ''}`);

export const freshSalt = (): string => randomBytes(32).toString('base64url');

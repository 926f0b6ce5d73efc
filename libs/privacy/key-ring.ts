import { type KeyObject } from 'node:crypto';

/** The key of one scope, unwrapped. */
export interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * The one durable thing beside the log: the keys that open what the log keeps sealed.
 * Many calls of the same moment are stored together.
 */
export interface KeyRing {
  /** The scope's key; a new one is durable before it is answered. Undefined once it has been destroyed. */
  keyFor(scope: string): Promise<DataKey | undefined>;
  /** Undefined once it has been destroyed. @throws KeyRingUnusable when this ring has never held it */
  keyById(id: string): Promise<DataKey | undefined>;
  /** Forgets the scope's key for ever; durable when it answers. */
  destroy(scope: string): Promise<void>;
  /** HMAC-SHA-256 under a key of its own for each purpose; 32 bytes. */
  keyedHash(purpose: string, text: string): Buffer;
  close(): Promise<void>;
}

/** The ring cannot be used as it stands; the message is one sentence for the operator. */
export class KeyRingUnusable extends Error {
  override readonly name = 'KeyRingUnusable';
}

import { type Look } from '#deciding/binding.js';
import { type Language } from './language.js';
import { type Letter } from './letter.js';

/** What expires soon, by entitlement (N6). */
export interface ExpiringEntitlement {
  readonly entitlementId: string;
  readonly expiresAt: string;
  readonly zone: string;
  readonly unassigned: number;
  readonly assignedUnused: number;
  readonly bookedAfterExpiry: number;
}

/** Where letters get their facts: the log, folded when the mail is sent. */
export interface Sources {
  readonly look: Look;
  /** Address of a thing for people. */
  readonly address: (path: string) => string;
  readonly expiring: (institutionId: string) => Promise<readonly ExpiringEntitlement[]>;
}

/** Undefined when there is nothing to write about that subject. */
export type Writing = (
  subject: string,
  sources: Sources,
) => Promise<Readonly<Record<Language, Letter>> | undefined>;

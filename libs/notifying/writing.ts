import { type Look } from '#deciding/binding.js';
import { type Language } from './language.js';
import { type Letter } from './letter.js';

interface Expiring {
  readonly entitlementId: string;
  readonly expiresAt: string;
  readonly zone: string;
}

export interface ExpiringCodes extends Expiring {
  readonly unassigned: number;
  readonly assignedUnused: number;
  readonly bookedAfterExpiry: number;
}

export interface ExpiringSitePack extends Expiring {
  readonly examsLeft: number;
}

/** What expires soon, by entitlement (N6). */
export type ExpiringEntitlement = ExpiringCodes | ExpiringSitePack;

/** Codes, or exams of a site pack, that could pay for an exam that retires (N8). */
export interface RetiringEntitlement {
  readonly entitlementId: string;
  readonly expiresAt: string;
  readonly zone: string;
  /** Last characters of unused codes, some of them when there are many. */
  readonly codes: readonly string[];
  /** How many codes are not among them. */
  readonly more: number;
  /** Of a site pack, which has no codes. */
  readonly examsLeft?: number;
  /** When no exam is left before its term ends. */
  readonly lastExamOn: string | undefined;
}

export interface Retiring {
  readonly exams: readonly {
    readonly examCode: string;
    readonly title: string;
    readonly lastExamOn: string;
  }[];
  readonly entitlements: readonly RetiringEntitlement[];
}

/** Where letters get their facts: the log, folded when the mail is sent. */
export interface Sources {
  readonly look: Look;
  /** Address of a thing for people. */
  readonly address: (path: string) => string;
  readonly expiring: (institutionId: string) => Promise<readonly ExpiringEntitlement[]>;
  /** Of an institution, or of a person who holds codes. */
  readonly retiring: (institutionOrPerson: string) => Promise<Retiring>;
}

/** Undefined when there is nothing to write about that subject. */
export type Writing = (
  subject: string,
  sources: Sources,
) => Promise<Readonly<Record<Language, Letter>> | undefined>;

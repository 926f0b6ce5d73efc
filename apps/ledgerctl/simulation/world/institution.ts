import { type Caller } from '#deciding/context.js';
import { type AcademicLevel, type Segment } from '#institutions/contracts/vocabulary.js';

export type Size = 'SMALL' | 'MEDIUM' | 'LARGE';

/** A candidate, and the codes that were assigned to them. */
export interface Person {
  readonly personRef: string;
  readonly codes: string[];
}

/** What the world knows of an institution. */
export interface Institution {
  readonly institutionId: string;
  readonly segment: Segment;
  readonly level: AcademicLevel | undefined;
  readonly size: Size;
  readonly zone: string;
  readonly region: string;
  readonly country: string;
  readonly currency: string;
  readonly reseller: Caller;
  readonly resellerId: string;
  readonly admins: readonly [Caller, Caller];
  readonly contacts: { readonly online: string; readonly notices: string };
  readonly agreementId: string;
  readonly endsNever: boolean;
  readonly enrollments: readonly string[];
  readonly people: Person[];
  /** Number of its test centre at Certiport, once it has one. */
  catcId: string | undefined;
  catcActive: boolean;
  /** Its agreement has ended: it orders nothing more. */
  gone: boolean;
}

/** How much an institution orders, and how often, beside the others. */
export const weightOf: Readonly<Record<Size, number>> = { SMALL: 1, MEDIUM: 4, LARGE: 12 };

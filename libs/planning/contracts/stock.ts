import { type CalendarDate } from '#kernel/time.js';
import { type ExamFamily } from './vocabulary.js';

/** Unused rights of one kind: codes of an entitlement that nobody has, or the exams that a site pack has left. */
export interface Lot {
  readonly kind: 'CODES' | 'SITE_PACK';
  readonly entitlementId: string;
  readonly productKey: string | null;
  readonly families: readonly ExamFamily[];
  readonly units: number;
  /** Last day of use. */
  readonly lastDay: CalendarDate;
  /** False while a site pack is suspended: its units are there, and nobody can count on them. */
  readonly usable: boolean;
}

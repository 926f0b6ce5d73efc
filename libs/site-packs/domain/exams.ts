import { type Refusal } from '#kernel/refusal.js';
import { type ExamFamily } from '../contracts/vocabulary.js';
import { ExamNotOffered, ExamUnknown, FamilyNotCovered } from './refusals.js';

/** What the catalogue says of an exam on the day on which it is sat. */
export interface ExamOnDay {
  /** It is in the catalogue. */
  readonly known: boolean;
  /** Family of the pack that it counts toward. */
  readonly family: ExamFamily | undefined;
  /** Listed then, not retired, and delivered by the pack's provider. */
  readonly offered: boolean;
}

/** Why the pack does not pay for it (I21, I22). */
export function examRefused(examCode: string, { known, family, offered }: ExamOnDay): Refusal | undefined {
  if (!known) return ExamUnknown({ examCode }, '/examCode');
  if (family === undefined) return FamilyNotCovered({ examCode }, '/examCode');
  return offered ? undefined : ExamNotOffered({ examCode }, '/examCode');
}

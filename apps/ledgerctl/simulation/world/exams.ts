import { type DeliveryProvider, type ExamFamily } from '#catalogue/contracts/vocabulary.js';
import { catalogueLines, familiesOf, providersOf, retirementOf } from '#catalogue/seed/exam-catalogue.js';

export interface KnownExam {
  readonly code: string;
  readonly families: readonly ExamFamily[];
  readonly providers: readonly DeliveryProvider[];
  /** Last day on which it can be sat. */
  readonly lastOn: string;
}

const all: readonly KnownExam[] = catalogueLines().map((line) => ({
  code: line.code,
  families: familiesOf(line),
  providers: providersOf(line),
  lastOn: retirementOf(line).lastExamOn ?? '9999-12-31',
}));

const known = new Map<string, readonly KnownExam[]>();

/** The exams of these families that the provider still delivers on the day. */
export function examsFor(
  families: readonly ExamFamily[],
  provider: DeliveryProvider,
  day: string,
): readonly KnownExam[] {
  const key = `${families.join()} ${provider} ${day.slice(0, 7)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  // Judged by the month: an exam that retires in it is not booked any more.
  const fitting = all.filter(
    (exam) =>
      exam.lastOn.slice(0, 7) > day.slice(0, 7) &&
      exam.providers.includes(provider) &&
      exam.families.some((family) => families.includes(family)),
  );
  known.set(key, fitting);
  return fitting;
}

/** An exam of the provider that these families do not pay, for what goes wrong. */
export const otherExam = (
  families: readonly ExamFamily[],
  provider: DeliveryProvider,
): KnownExam | undefined =>
  all.find(
    (exam) =>
      exam.providers.includes(provider) && exam.families.every((family) => !families.includes(family)),
  );

import { examFacts } from '#catalogue/contracts/exam-facts.js';
import { paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

/** N8: subject `{examCode}:{institutionId}` or `{examCode}` (E57, E58). */
export const examRetiring: Writing = async (subject, { look }) => {
  const [examCode = ''] = subject.split(':');
  const { listings, lastExamOn } = await look.at(examFacts, examCode);
  const title = listings.at(-1)?.title;
  if (title === undefined || lastExamOn === undefined) return undefined;
  return {
    en: {
      subject: `Exam ${examCode} retires`,
      blocks: [
        table(['Exam', `${examCode} ${title}`], ['Last day on which it can be sat', lastExamOn]),
        paragraph('Codes stay valid for the other exams of their families, until they expire.'),
      ],
    },
    de: {
      subject: `Die Prüfung ${examCode} wird eingestellt`,
      blocks: [
        table(['Prüfung', `${examCode} ${title}`], ['Letzter Prüfungstag', lastExamOn]),
        paragraph('Codes bleiben bis zu ihrem Ablauf für die anderen Prüfungen ihrer Familien gültig.'),
      ],
    },
  };
};

import { type Language, lastMoment, writtenDay } from '../language.js';
import { link, list, paragraph, table } from '../letter.js';
import { named, type Named } from '../naming.js';
import { type RetiringEntitlement, type Writing } from '../writing.js';

const words = {
  en: {
    last: 'last day',
    unused: 'Unused codes',
    examsLeft: 'Exams left in the site pack',
    until: 'Usable until',
    stranded: 'Last day of any exam for it',
  },
  de: {
    last: 'letzter Prüfungstag',
    unused: 'Ungenutzte Codes',
    examsLeft: 'Restliche Prüfungen des Site Packs',
    until: 'Nutzbar bis',
    stranded: 'Letzter Tag irgendeiner Prüfung dafür',
  },
} as const;

const affected = (language: Language, { name, ...each }: RetiringEntitlement & Named) => {
  const { unused, until, stranded } = words[language];
  const { codes, more, examsLeft, expiresAt, zone, lastExamOn } = each;
  return table(
    [name, ''],
    examsLeft === undefined
      ? [unused, `${codes.map((last4) => `…${last4}`).join(', ')}${more > 0 ? ` +${more}` : ''}`]
      : [words[language].examsLeft, String(examsLeft)],
    [until, lastMoment(language, expiresAt, zone)],
    ...(lastExamOn === undefined ? [] : [[stranded, writtenDay(language, lastExamOn)] as const]),
  );
};

/** N8: subject is the institution, or the person who holds codes; one mail about all exams that retire (E57, E58). */
export const examRetiring: Writing = async (subject, { look, retiring, address }) => {
  const { exams, entitlements: found } = await retiring(subject);
  if (exams.length === 0 || found.length === 0) return undefined;
  const entitlements = await named(found, look);
  const retired = (language: Language) =>
    exams.map(
      ({ examCode, title, lastExamOn }) =>
        `${examCode} ${title}, ${words[language].last}: ${writtenDay(language, lastExamOn)}`,
    );
  const url = subject.startsWith('ins_') ? address(`institutions/${subject}/expiring`) : undefined;
  return {
    en: {
      subject: 'Exams that retire',
      blocks: [
        paragraph('These exams retire, and you have codes or site packs that could pay for them:'),
        list(retired('en')),
        paragraph(
          'Codes and site packs stay valid for the other exams of their families, until they expire.',
        ),
        ...entitlements.map((each) => affected('en', each)),
        ...(url === undefined ? [] : [link(url, 'See the codes')]),
      ],
    },
    de: {
      subject: 'Prüfungen, die eingestellt werden',
      blocks: [
        paragraph(
          'Diese Prüfungen werden eingestellt, und Sie haben Codes oder Site Packs, die sie bezahlen könnten:',
        ),
        list(retired('de')),
        paragraph(
          'Codes und Site Packs bleiben bis zu ihrem Ablauf für die anderen Prüfungen ihrer Familien gültig.',
        ),
        ...entitlements.map((each) => affected('de', each)),
        ...(url === undefined ? [] : [link(url, 'Codes ansehen')]),
      ],
    },
  };
};

import { type Language, lastMoment } from '../language.js';
import { link, list, paragraph, table } from '../letter.js';
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

const affected = (language: Language, each: RetiringEntitlement) => {
  const { unused, until, stranded } = words[language];
  const { entitlementId, codes, more, examsLeft, expiresAt, zone, lastExamOn } = each;
  return table(
    [entitlementId, ''],
    examsLeft === undefined
      ? [unused, `${codes.map((last4) => `…${last4}`).join(', ')}${more > 0 ? ` +${more}` : ''}`]
      : [words[language].examsLeft, String(examsLeft)],
    [until, lastMoment(language, expiresAt, zone)],
    ...(lastExamOn === undefined ? [] : [[stranded, lastExamOn] as const]),
  );
};

/** N8: subject is the institution, or the person who holds codes; one mail about all exams that retire (E57, E58). */
export const examRetiring: Writing = async (subject, { retiring, address }) => {
  const { exams, entitlements } = await retiring(subject);
  if (exams.length === 0 || entitlements.length === 0) return undefined;
  const named = (language: Language) =>
    exams.map(
      ({ examCode, title, lastExamOn }) => `${examCode} ${title}, ${words[language].last}: ${lastExamOn}`,
    );
  const url = subject.startsWith('ins_') ? address(`institutions/${subject}/expiring`) : undefined;
  return {
    en: {
      subject: 'Exams that retire',
      blocks: [
        paragraph('These exams retire, and you have codes or site packs that could pay for them:'),
        list(named('en')),
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
        list(named('de')),
        paragraph(
          'Codes und Site Packs bleiben bis zu ihrem Ablauf für die anderen Prüfungen ihrer Familien gültig.',
        ),
        ...entitlements.map((each) => affected('de', each)),
        ...(url === undefined ? [] : [link(url, 'Codes ansehen')]),
      ],
    },
  };
};

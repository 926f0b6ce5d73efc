import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { lastMoment } from '../language.js';
import { link, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

/** N5: subject is the code, which the mail does not show. */
export const candidateCode: Writing = async (codeId, { look, address }) => {
  const { issued } = await look.at(codeFacts, codeId);
  if (issued === undefined) return undefined;
  const { families, expiresAt, zone } = issued;
  const exams = families.join(', ');
  const url = address(`codes/${codeId}`);
  return {
    en: {
      subject: 'Your exam code',
      blocks: [
        paragraph('You have been given a code that pays for one exam registration.'),
        link(url, 'Show the code'),
        table(['Exams', exams], ['Last moment of an exam', lastMoment('en', expiresAt, zone)]),
        paragraph(
          'Move or cancel an appointment at least 24 hours before it; otherwise the code is used up. It is yours alone and cannot be passed on.',
        ),
      ],
    },
    de: {
      subject: 'Ihr Prüfungscode',
      blocks: [
        paragraph('Sie haben einen Code erhalten, der eine Prüfungsanmeldung bezahlt.'),
        link(url, 'Code anzeigen'),
        table(['Prüfungen', exams], ['Letzter Zeitpunkt einer Prüfung', lastMoment('de', expiresAt, zone)]),
        paragraph(
          'Termine mindestens 24 Stunden vorher verschieben oder absagen; sonst ist der Code verbraucht. Er gilt nur für Sie und ist nicht übertragbar.',
        ),
      ],
    },
  };
};

import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { hoursAfter } from '#kernel/calendar.js';
import { written } from '../language.js';
import { link, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

/** N12: subject `{codeId}:{bookingKey}`; times are those of the test centre (E25). */
export const bookingReminder: Writing = async (subject, { look, address }) => {
  const [codeId = ''] = subject.split(':');
  const { booking } = await look.at(codeFacts, codeId);
  if (booking === undefined || `${codeId}:${booking.bookingKey}` !== subject) return undefined;
  const { examCode, examAt, examZone } = booking;
  const until = hoursAfter(examAt, -24);
  const url = address(`codes/${codeId}`);
  return {
    en: {
      subject: `Reminder: your exam ${examCode}`,
      blocks: [
        paragraph('This is a reminder of the exam that you have booked.'),
        table(
          ['Exam', examCode],
          ['Takes place', written('en', examAt, examZone)],
          ['Can be moved or cancelled until', written('en', until, examZone)],
        ),
        paragraph('Who cancels later than 24 hours before the exam, or does not come, uses up the code.'),
        link(url, 'See the code'),
      ],
    },
    de: {
      subject: `Erinnerung: Ihre Prüfung ${examCode}`,
      blocks: [
        paragraph('Wir erinnern Sie an die Prüfung, die Sie gebucht haben.'),
        table(
          ['Prüfung', examCode],
          ['Termin', written('de', examAt, examZone)],
          ['Verschieben oder absagen bis', written('de', until, examZone)],
        ),
        paragraph(
          'Wer später als 24 Stunden vor der Prüfung absagt oder nicht erscheint, verbraucht den Code.',
        ),
        link(url, 'Code ansehen'),
      ],
    },
  };
};

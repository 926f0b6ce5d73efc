import { type SlaKind, slaKinds } from '#fulfilment/contracts/sla.js';
import { slaFacts, slaIdOf } from '#fulfilment/contracts/sla-facts.js';
import { written } from '../language.js';
import { paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

const promises = {
  ACK_48H: { en: 'Confirmation within 48 hours', de: 'Bestätigung innerhalb von 48 Stunden' },
  CODE_DELIVERY: {
    en: 'Codes within 10 business days (Monday to Friday)',
    de: 'Codes innerhalb von 10 Geschäftstagen (Montag bis Freitag)',
  },
  SITE_PACK_WELCOME: { en: 'Welcome within 24 hours', de: 'Willkommensnachricht innerhalb von 24 Stunden' },
} as const;

const isSlaKind = (kind: string): kind is SlaKind => slaKinds.some((each) => each === kind);

/** N9: subject `{kind}:{what the promise is about}`. */
export const promiseBroken: Writing = async (subject, { look }) => {
  const [kind = ''] = subject.split(':');
  if (!isSlaKind(kind)) return undefined;
  const about = subject.slice(kind.length + 1);
  const { started } = await look.at(slaFacts, slaIdOf({ kind, subject: about }));
  if (started === undefined) return undefined;
  const { startedAt, dueAt } = started;
  return {
    en: {
      subject: 'A promise was broken',
      blocks: [
        paragraph(promises[kind].en),
        table(
          ['About', about],
          ['Began', written('en', startedAt, 'UTC')],
          ['Was due', written('en', dueAt, 'UTC')],
        ),
      ],
    },
    de: {
      subject: 'Eine Zusage wurde nicht eingehalten',
      blocks: [
        paragraph(promises[kind].de),
        table(
          ['Betrifft', about],
          ['Beginn', written('de', startedAt, 'UTC')],
          ['Fällig', written('de', dueAt, 'UTC')],
        ),
      ],
    },
  };
};

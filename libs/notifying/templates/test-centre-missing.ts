import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { lastMoment } from '../language.js';
import { link, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

const testCentre = 'https://www.certiport.com/PORTAL/desktopdefault.aspx?tabid=682&roleid=101';

/** N7: subject `{entitlementId}:{days since it was opened}` (R75, R76). */
export const testCentreMissing: Writing = async (subject, { look }) => {
  const [entitlementId = '', daysLost = ''] = subject.split(':');
  const { granted } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined) return undefined;
  const { expiresAt, zone } = granted;
  return {
    en: {
      subject: 'Your site pack cannot be used yet',
      blocks: [
        paragraph(
          'Your institution is not yet a Certiport Authorized Testing Center, and the term is running.',
        ),
        table(['Days lost so far', daysLost], ['The term ends', lastMoment('en', expiresAt, zone)]),
        link(testCentre, 'Steps to become a testing center'),
      ],
    },
    de: {
      subject: 'Ihr Site Pack ist noch nicht nutzbar',
      blocks: [
        paragraph(
          'Ihre Einrichtung ist noch kein von Certiport autorisiertes Prüfzentrum, und die Laufzeit läuft.',
        ),
        table(['Bisher verlorene Tage', daysLost], ['Ende der Laufzeit', lastMoment('de', expiresAt, zone)]),
        link(testCentre, 'Schritte zum Prüfzentrum'),
      ],
    },
  };
};

import { lastMoment, type Language } from '../language.js';
import { link, paragraph, table } from '../letter.js';
import { named, type Named } from '../naming.js';
import { type ExpiringEntitlement, type Writing } from '../writing.js';

const words = {
  en: {
    until: 'Usable until',
    unassigned: 'Unassigned',
    unused: 'Assigned but unused',
    late: 'Booked after expiry',
  },
  de: {
    until: 'Nutzbar bis',
    unassigned: 'Nicht zugewiesen',
    unused: 'Zugewiesen, ungenutzt',
    late: 'Nach Ablauf gebucht',
  },
} as const;

const rows = (language: Language, each: ExpiringEntitlement & Named) => {
  const { until, unassigned, unused, late } = words[language];
  return table(
    [each.name, ''],
    [until, lastMoment(language, each.expiresAt, each.zone)],
    [unassigned, String(each.unassigned)],
    [unused, String(each.assignedUnused)],
    [late, String(each.bookedAfterExpiry)],
  );
};

/** N6: subject is the institution; one digest of all that expires within 90 days. */
export const expiryDigest: Writing = async (institutionId, { look, expiring, address }) => {
  const found = await named(await expiring(institutionId), look);
  const url = address(`institutions/${institutionId}/expiring`);
  return {
    en: {
      subject: 'Access codes that expire soon',
      blocks: [
        paragraph('These access codes expire within 90 days. A term is never extended.'),
        ...found.map((each) => rows('en', each)),
        link(url, 'See the codes'),
      ],
    },
    de: {
      subject: 'Zugangscodes, die bald ablaufen',
      blocks: [
        paragraph('Diese Zugangscodes laufen innerhalb von 90 Tagen ab. Laufzeiten werden nicht verlängert.'),
        ...found.map((each) => rows('de', each)),
        link(url, 'Codes ansehen'),
      ],
    },
  };
};

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
    examsLeft: 'Exams left in the site pack',
  },
  de: {
    until: 'Nutzbar bis',
    unassigned: 'Nicht zugewiesen',
    unused: 'Zugewiesen, ungenutzt',
    late: 'Nach Ablauf gebucht',
    examsLeft: 'Restliche Prüfungen des Site Packs',
  },
} as const;

const rows = (language: Language, each: ExpiringEntitlement & Named) => {
  const { until, unassigned, unused, late, examsLeft } = words[language];
  const left =
    'examsLeft' in each
      ? [[examsLeft, String(each.examsLeft)] as const]
      : [
          [unassigned, String(each.unassigned)] as const,
          [unused, String(each.assignedUnused)] as const,
          [late, String(each.bookedAfterExpiry)] as const,
        ];
  return table([each.name, ''], [until, lastMoment(language, each.expiresAt, each.zone)], ...left);
};

/** N6: subject is the institution; one digest of all that expires within 90 days. */
export const expiryDigest: Writing = async (institutionId, { look, expiring, address }) => {
  const found = await named(await expiring(institutionId), look);
  const url = address(`institutions/${institutionId}/expiring`);
  return {
    en: {
      subject: 'Access codes and exams that expire soon',
      blocks: [
        paragraph('These access codes and site packs expire within 90 days. A term is never extended.'),
        ...found.map((each) => rows('en', each)),
        link(url, 'See what expires'),
      ],
    },
    de: {
      subject: 'Zugangscodes und Prüfungen, die bald ablaufen',
      blocks: [
        paragraph(
          'Diese Zugangscodes und Site Packs laufen innerhalb von 90 Tagen ab. Laufzeiten werden nicht verlängert.',
        ),
        ...found.map((each) => rows('de', each)),
        link(url, 'Ablaufendes ansehen'),
      ],
    },
  };
};

import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { lastMoment } from '../language.js';
import { link, list, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

/** N2: subject is the entitlement. A link to a disclosure that is logged, never a code. */
export const codesReady: Writing = async (entitlementId, { look, address }) => {
  const { granted, capacity } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined) return undefined;
  const { productKey, expiresAt, zone } = granted;
  const url = address(`entitlements/${entitlementId}/codes`);
  return {
    en: {
      subject: 'Your access codes are ready',
      blocks: [
        paragraph(`${capacity} access codes for ${productKey} are ready.`),
        table(['Last moment of use', lastMoment('en', expiresAt, zone)]),
        link(url, 'Show the codes; every look at them is logged'),
      ],
    },
    de: {
      subject: 'Ihre Zugangscodes sind bereit',
      blocks: [
        paragraph(`${capacity} Zugangscodes für ${productKey} sind bereit.`),
        table(['Letzter Zeitpunkt der Nutzung', lastMoment('de', expiresAt, zone)]),
        link(url, 'Codes anzeigen; jede Anzeige wird protokolliert'),
      ],
    },
  };
};

/** N3: subject is the entitlement of a class pack. */
export const voucherList: Writing = async (entitlementId, { look, address }) => {
  const { granted, capacity, packs } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined) return undefined;
  const { packSize, expiresAt, zone } = granted;
  const url = address(`entitlements/${entitlementId}/codes`);
  return {
    en: {
      subject: 'Voucher list of your MCP class packs',
      blocks: [
        paragraph(`The list of ${capacity} vouchers (${packs} packs of ${packSize}) is ready.`),
        link(url, 'Open the voucher list; every look at it is logged'),
        table(['Last moment of an exam', lastMoment('en', expiresAt, zone)]),
        paragraph('How a candidate uses a voucher:'),
        list([
          'Sign in at Pearson VUE, choose the exam, a test centre and a time.',
          'Enter the voucher as payment. It pays for one registration.',
          'Move or cancel the appointment at least 24 hours before it; otherwise the voucher is lost.',
        ]),
      ],
    },
    de: {
      subject: 'Gutscheinliste Ihrer MCP-Klassenpakete',
      blocks: [
        paragraph(`Die Liste mit ${capacity} Gutscheinen (${packs} Pakete zu ${packSize}) ist bereit.`),
        link(url, 'Gutscheinliste öffnen; jede Anzeige wird protokolliert'),
        table(['Letzter Zeitpunkt einer Prüfung', lastMoment('de', expiresAt, zone)]),
        paragraph('So wird ein Gutschein eingelöst:'),
        list([
          'Bei Pearson VUE anmelden, Prüfung, Prüfzentrum und Termin wählen.',
          'Den Gutschein als Zahlungsmittel eingeben. Er gilt für eine Anmeldung.',
          'Termine mindestens 24 Stunden vorher verschieben oder absagen; sonst verfällt der Gutschein.',
        ]),
      ],
    },
  };
};

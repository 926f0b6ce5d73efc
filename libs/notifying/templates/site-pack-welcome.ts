import { orderFacts } from '#ordering/contracts/order-facts.js';
import { link, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

const customerService = 'https://certiport.pearsonvue.com/Support';
const testCentre = 'https://www.certiport.com/PORTAL/desktopdefault.aspx?tabid=682&roleid=101';

/** N4: subject `{orderId}:{revision}`, or `{orderId}:recalled` for the mail that takes the welcome back (R67, E33). */
export const sitePackWelcome: Writing = async (subject, { look, address }) => {
  const [orderId = '', what] = subject.split(':');
  const { placed } = await look.at(orderFacts, orderId);
  if (placed === undefined) return undefined;
  if (what === 'recalled') return recall(orderId);
  const url = address(`orders/${orderId}/site-packs`);
  return {
    en: {
      subject: 'Welcome to your site pack',
      blocks: [
        paragraph('Your site pack is prepared. This is how you reach its management:'),
        link(url, 'Manage the site pack'),
        paragraph('Your institution must be a Certiport Authorized Testing Center to use it.'),
        link(testCentre, 'Become a testing center'),
        link(customerService, 'Certiport customer service'),
      ],
    },
    de: {
      subject: 'Willkommen zu Ihrem Site Pack',
      blocks: [
        paragraph('Ihr Site Pack wird bereitgestellt. So erreichen Sie die Verwaltung:'),
        link(url, 'Site Pack verwalten'),
        paragraph('Zur Nutzung muss Ihre Einrichtung ein von Certiport autorisiertes Prüfzentrum sein.'),
        link(testCentre, 'Prüfzentrum werden'),
        link(customerService, 'Certiport-Kundenservice'),
      ],
    },
  };
};

const recall = (orderId: string) => ({
  en: {
    subject: 'Your site pack has been cancelled',
    blocks: [
      paragraph('Please ignore our welcome: the order of the site pack was cancelled.'),
      table(['Order', orderId]),
    ],
  },
  de: {
    subject: 'Ihr Site Pack wurde storniert',
    blocks: [
      paragraph(
        'Bitte betrachten Sie unsere Willkommensnachricht als gegenstandslos: Die Bestellung des Site Packs wurde storniert.',
      ),
      table(['Bestellung', orderId]),
    ],
  },
});

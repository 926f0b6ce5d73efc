import { orderFacts } from '#ordering/contracts/order-facts.js';
import { type Language, writtenMoney } from '../language.js';
import { link, list, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

/** N1: subject `{orderId}:{revision}`. */
export const orderConfirmation: Writing = async (subject, { look, address }) => {
  const [orderId = ''] = subject.split(':');
  const { placed, lines } = await look.at(orderFacts, orderId);
  if (placed === undefined) return undefined;
  const products = lines.map(({ packs, productKey }) => `${packs} × ${productKey}`);
  const quote = (language: Language) => writtenMoney(language, placed.quote.net, placed.currency);
  const url = address(`orders/${orderId}`);
  return {
    en: {
      subject: 'Your order is confirmed',
      blocks: [
        paragraph('Your order has been processed and is confirmed.'),
        table(['Order', orderId], ['Quote when it was placed, not binding', quote('en')]),
        list(products),
        link(url, 'See the order'),
      ],
    },
    de: {
      subject: 'Ihre Bestellung ist bestätigt',
      blocks: [
        paragraph('Ihre Bestellung wurde bearbeitet und ist bestätigt.'),
        table(['Bestellung', orderId], ['Unverbindlicher Preis bei der Bestellung', quote('de')]),
        list(products),
        link(url, 'Bestellung ansehen'),
      ],
    },
  };
};

import { describe, expect, it } from '@jest/globals';
import { CodeIssued, CodeRedeemed, CodeReserved } from '#entitlement/contracts/code-events.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { CaseOpened } from '#fulfilment/contracts/cases.js';
import { type Template, templates } from '#fulfilment/contracts/notifications.js';
import { SlaClockStarted } from '#fulfilment/contracts/sla.js';
import { slaIdOf } from '#fulfilment/contracts/sla-facts.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { letterAsHtml, letterAsText } from '../letter.js';
import { lookInto, recorded } from '#fulfilment/testing/log.js';
import { type Sources } from '../writing.js';
import { writings } from './index.js';

const id = (prefix: string) => `${prefix}_00000000000000000000000001`;
const expiresAt = '2020-08-01T05:00:00.000Z';
const zone = 'America/Chicago';
const booked = 'cod_00000000000000000000000002';
const about = `${id('ord')}:1`;

const sources: Sources = {
  look: lookInto({
    [`order-${id('ord')}`]: [recorded(OrderPlaced, 'ordering', { orderId: id('ord'), currency: 'EUR' })],
    [`entitlement-${id('ent')}`]: [
      recorded(EntitlementGranted, 'entitlement', {
        entitlementId: id('ent'),
        productKey: 'CP-30',
        capacity: 60,
        packs: 2,
        packSize: 30,
        expiresAt,
        zone,
      }),
    ],
    [`code-${id('cod')}`]: [
      recorded(CodeIssued, 'entitlement', { families: ['MCSA'], expiresAt, zone }),
      recorded(CodeRedeemed, 'entitlement', {
        examCode: '70-486',
        occurredAt: '2020-08-01T04:00:00.000Z',
        occurredZone: zone,
        reportedAt: '2020-08-20T12:00:00.000Z',
        late: true,
      }),
    ],
    [`code-${booked}`]: [
      recorded(CodeIssued, 'entitlement', { families: ['MCSA'], expiresAt, zone }),
      recorded(CodeReserved, 'entitlement', {
        bookingKey: 'B-1',
        examCode: '70-486',
        examAt: '2020-03-02T15:00:00.000Z',
        examZone: 'Europe/Berlin',
      }),
    ],
    [`sla-${slaIdOf({ kind: 'ACK_48H', subject: about })}`]: [
      recorded(SlaClockStarted, 'fulfilment', { dueAt: '2020-03-30T08:00:00.000Z' }),
    ],
    [`sla-${slaIdOf({ kind: 'CODE_DELIVERY', subject: id('ent') })}`]: [
      recorded(SlaClockStarted, 'fulfilment', { kind: 'CODE_DELIVERY', subject: id('ent') }),
    ],
    [`case-${id('cas')}`]: [
      recorded(CaseOpened, 'fulfilment', { kind: 'DOUBLE_USE', key: id('cod'), evidence: ['event:e-1'] }),
    ],
  }),
  address: (path) => `https://ledger.example/${path}`,
  expiring: () =>
    Promise.resolve([
      { entitlementId: id('ent'), expiresAt, zone, unassigned: 7, assignedUnused: 5, bookedAfterExpiry: 2 },
      { entitlementId: id('ent'), expiresAt, zone, examsLeft: 97 },
    ]),
  retiring: (whose) =>
    Promise.resolve(
      whose === id('ins')
        ? {
            exams: [{ examCode: '70-486', title: 'Developing <MVC>', lastExamOn: '2020-01-31' }],
            entitlements: [
              {
                entitlementId: id('ent'),
                expiresAt,
                zone,
                codes: ['A1B2', 'C3D4'],
                more: 28,
                lastExamOn: '2020-01-31',
              },
              {
                ...{ entitlementId: id('ent'), expiresAt, zone, codes: [], more: 0, examsLeft: 97 },
                lastExamOn: undefined,
              },
            ],
          }
        : { exams: [], entitlements: [] },
    ),
};

async function written(template: Template, subject: string) {
  const letters = await writings[template](subject, sources);
  if (letters === undefined) throw new Error(`${template} says nothing`);
  return { en: letterAsText(letters.en.blocks), de: letterAsText(letters.de.blocks), letters };
}

describe('the mails', () => {
  it('N1 R64 the confirmation names order, lines and a quote that does not bind', async () => {
    const { en, de } = await written('N1', about);
    expect(en).toMatch(/Order: ord_0{25}1\nQuote when it was placed, not binding: 2,400\.00 EUR/);
    expect(en).toMatch(/- \d+ × [A-Z0-9-]+/);
    expect(de).toContain('Unverbindlicher Preis bei der Bestellung: 2.400,00 EUR');
  });

  it('N2 R56 the administrator gets a link to the codes and the last moment of use with its zone', async () => {
    const { en, de } = await written('N2', id('ent'));
    expect(en).toContain('60 access codes for CP-30');
    expect(en).toContain(`https://ledger.example/entitlements/${id('ent')}/codes`);
    expect(en).toContain('31 July 2020 at 23:59:59 (America/Chicago)');
    expect(de).toContain('31. Juli 2020 um 23:59:59 (America/Chicago)');
  });

  it('N3 R66 the voucher list is a link, with expiry and the steps at Pearson VUE', async () => {
    const { en, de } = await written('N3', id('ent'));
    expect(en).toContain('The list of 60 vouchers (2 packs of 30)');
    expect(en).toContain('31 July 2020');
    expect(en).toContain('Pearson VUE');
    expect(de).toContain('mindestens 24 Stunden');
  });

  it('N4 R67 the welcome has both of its parts: how to manage the pack, and Certiport customer service', async () => {
    const { en, de } = await written('N4', about);
    expect(en).toContain(`https://ledger.example/orders/${id('ord')}/site-packs`);
    expect(en).toMatch(/Certiport customer service:\nhttps:\/\//);
    expect(de).toMatch(/Certiport-Kundenservice:\nhttps:\/\//);
  });

  it('N4 E33 a welcome to a cancelled order is taken back', async () => {
    const { en, de } = await written('N4', `${id('ord')}:recalled`);
    expect(en).toContain('ignore our welcome');
    expect(de).toContain('gegenstandslos');
  });

  it('N5 R60 the candidate gets a link, the exams, the last moment, and the 24-hour rule', async () => {
    const { en, de } = await written('N5', id('cod'));
    for (const part of [`codes/${id('cod')}`, 'MCSA', '31 July 2020', '24 hours']) expect(en).toContain(part);
    expect(de).toContain('24 Stunden');
  });

  it('N6 the digest counts what is unassigned, assigned but unused, and booked too late', async () => {
    const { en, de } = await written('N6', id('ins'));
    expect(en).toContain('Unassigned: 7\nAssigned but unused: 5\nBooked after expiry: 2');
    expect(de).toContain('Nicht zugewiesen: 7');
    expect(en).toContain('Exams left in the site pack: 97');
    expect(de).toContain('Restliche Prüfungen des Site Packs: 97');
    // Named as people know it, as a heading of its figures.
    expect(en).toContain(`\n\nCP-30, ${id('ent')}\nUsable until`);
    const { letters } = await written('N6', id('ins'));
    expect(letterAsHtml(letters.de, 'de')).toContain(`colspan="2" align="left">CP-30, ${id('ent')}</th>`);
  });

  it('R65 R67 German says business days, which are not Werktage, and Site Pack, which is no web', async () => {
    const { de: broken } = await written('N9', `ACK_48H:${about}`);
    expect(broken).toContain('48 Stunden');
    for (const [template, subject] of [
      ['N4', about],
      ['N4', `${id('ord')}:recalled`],
      ['N7', `${id('ent')}:14`],
    ] as const)
      expect((await written(template, subject)).letters.de.subject).toContain('Site Pack');
    const delivery = await writings.N9(`CODE_DELIVERY:${id('ent')}`, sources);
    expect(letterAsText(delivery?.de.blocks ?? [])).toContain('10 Geschäftstagen (Montag bis Freitag)');
  });

  it('N7 R76 the reminder has the days lost and the way to become a test centre', async () => {
    const { en, de } = await written('N7', `${id('ent')}:14`);
    expect(en).toContain('Days lost so far: 14');
    expect(en).toContain('https://www.certiport.com/');
    expect(de).toContain('Bisher verlorene Tage: 14');
  });

  it('N8 E57 who has codes for a retiring exam hears which, and that they stay valid for others', async () => {
    const { en, de } = await written('N8', id('ins'));
    expect(en).toContain('- 70-486 Developing <MVC>, last day: 31 January 2020');
    expect(en).toContain('Unused codes: …A1B2, …C3D4 +28');
    expect(en).toContain('Last day of any exam for it: 31 January 2020');
    expect(en).toContain('Exams left in the site pack: 97');
    expect(en).toContain('Codes and site packs stay valid for the other exams');
    expect(de).toContain('letzter Prüfungstag: 31. Januar 2020');
  });

  it('N12 E25 a candidate is reminded of the 24 hours, in the zone of the test centre', async () => {
    const { en, de } = await written('N12', `${booked}:B-1`);
    expect(en).toContain('Takes place: 2 March 2020 at 16:00 (Europe/Berlin)');
    expect(en).toContain('Can be moved or cancelled until: 1 March 2020 at 16:00 (Europe/Berlin)');
    expect(de).toContain('Verschieben oder absagen bis: 1. März 2020 um 16:00 (Europe/Berlin)');
    expect(await writings.N12(`${booked}:B-2`, sources)).toBeUndefined();
  });

  it('N9 R64 a breach is told with the data of its clock', async () => {
    const { en, de } = await written('N9', `ACK_48H:${about}`);
    expect(en).toContain('Confirmation within 48 hours');
    expect(en).toContain('Was due: 30 March 2020 at 08:00 (UTC)');
    expect(de).toContain('Fällig: 30. März 2020 um 08:00 (UTC)');
  });

  it('N10 the reconciler gets the evidence of a case', async () => {
    const { en, de } = await written('N10', `${id('cas')}:1`);
    for (const part of ['DOUBLE_USE', '- event:e-1', `cases/${id('cas')}`]) expect(en).toContain(part);
    expect(de).toContain('Klärungsfall');
  });

  it('N11 E21 a late redemption is told with both of its times', async () => {
    const { en, de } = await written('N11', id('cod'));
    expect(en).toContain('Took place: 31 July 2020 at 23:00 (America/Chicago)');
    expect(en).toContain('Reported: 20 August 2020 at 07:00 (America/Chicago)');
    expect(de).toContain('Stattgefunden: 31. Juli 2020');
  });

  it.each(templates.filter((template) => template !== 'N6'))(
    '%s about nothing is no mail',
    async (template) => {
      expect(await writings[template]('cas_nothing', sources)).toBeUndefined();
    },
  );

  it('I32 HTML escapes what others have chosen', () => {
    const html = letterAsHtml(
      {
        subject: '<s>',
        blocks: [{ paragraph: `<script>"&'` }, { link: 'https://a/?b="c"&d', label: '<b>' }],
      },
      'en',
    );
    expect(html).toContain('<p>&lt;script&gt;&quot;&amp;&#39;</p>');
    expect(html).toContain('<a href="https://a/?b=&quot;c&quot;&amp;d">&lt;b&gt;</a>');
    expect(html).toContain('<title>&lt;s&gt;</title>');
  });
});

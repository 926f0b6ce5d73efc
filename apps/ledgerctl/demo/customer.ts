import { randomBytes } from 'node:crypto';
import { type Client } from './client.js';
import { priced } from './prices.js';
import { type Teller } from './teller.js';
import { now } from './time.js';

export interface Customer {
  readonly institutionId: string;
  readonly enrollmentId: string;
  readonly resellerId: string;
  /** The contact that notices and voucher lists go to (R66). */
  readonly notices: string;
  readonly ada: string;
  readonly ben: string;
}

/** An accredited school with its people, an agreement and an enrollment under it. */
export async function customer(client: Client, teller: Teller): Promise<Customer> {
  teller.chapter('The customer');
  const today = (await now(client)).slice(0, 10);
  await priced(client, today);
  const years = (count: number) => `${Number(today.slice(0, 4)) + count}-12-31`;
  const number = randomBytes(4).toString('hex').toUpperCase();
  const institutionId = await created(client, '/v1/institutions', {
    name: 'Hochschule Musterstadt',
    segment: 'ACADEMIC',
    level: 'FOUR_YEAR',
    country: 'DE',
    region: 'EMEA',
    zone: 'Europe/Berlin',
  });
  await client.send('vendor-operations', `/v1/institutions/${institutionId}/accreditation`, {
    institutionId,
    evidenceRef: `ACQUIN-${number}`,
    validFrom: '2018-10-01',
    validUntil: years(5),
  });
  teller.tell('An academic institution is registered, and its accreditation recorded', { institutionId });
  const person = (role: string, givenName: string, familyName: string) =>
    created(client, `/v1/institutions/${institutionId}/persons`, {
      institutionId,
      role,
      minor: false,
      personal: {
        givenName,
        familyName,
        email: `${givenName}.${familyName}@musterstadt.example`.toLowerCase(),
      },
    });
  const online = await person('CONTACT', 'Olga', 'Onlinekontakt');
  const notices = await person('CONTACT', 'Norbert', 'Noticeskontakt');
  const ada = await person('STUDENT', 'Ada', 'Beispielstudentin');
  const ben = await person('FACULTY', 'Ben', 'Musterdozent');
  teller.tell('Its people are registered; names and addresses are sealed', { persons: 4 });
  const agreementId = await created(client, '/v1/agreements', {
    number: `E${number}`,
    program: 'EES',
    start: '2018-08-01',
    end: years(4),
    priceLevel: 'A',
    institutionId,
    contacts: [
      { role: 'ONLINE', personRef: online },
      { role: 'NOTICES', personRef: notices },
    ],
  });
  const enrollmentId = await created(client, `/v1/agreements/${agreementId}/enrollments`, {
    agreementId,
    number: `7${number}`,
    start: '2018-08-01',
  });
  teller.tell('An agreement (EES) and an enrollment under it', { agreementId, enrollmentId });
  const resellerId = await reseller(client, number);
  teller.tell('An Authorized Education Reseller, who places the orders', { resellerId });
  return { institutionId, enrollmentId, resellerId, notices, ada, ben };
}

/** The partner that orders and is invoiced; its organisation is registered like any other. */
async function reseller(client: Client, number: string): Promise<string> {
  const institutionId = await created(client, '/v1/institutions', {
    name: 'Fachhandel Musterstadt',
    segment: 'COMMERCIAL',
    country: 'DE',
    region: 'EMEA',
    zone: 'Europe/Berlin',
  });
  const ordersContact = await created(client, `/v1/institutions/${institutionId}/persons`, {
    institutionId,
    role: 'CONTACT',
    minor: false,
    personal: { givenName: 'Rita', familyName: 'Handel', email: 'rita.handel@fachhandel.example' },
  });
  return created(client, '/v1/resellers', {
    number: `R-${number}`,
    institutionId,
    authorization: { type: 'AER', from: '2018-08-01' },
    ordersContact,
  });
}

async function created(client: Client, path: string, body: object): Promise<string> {
  return String((await client.send('vendor-operations', path, body))['id']);
}

import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { RegisterPerson } from '#institutions/contracts/person-commands.js';
import { type PersonRole } from '#institutions/contracts/vocabulary.js';
import { RegisterAgreement, AddEnrollment } from '#ordering/contracts/agreement-commands.js';
import { RecordInvoice } from '#ordering/contracts/invoice-commands.js';
import { PlaceOrder, RecordOrderProcessed } from '#ordering/contracts/order-commands.js';
import { RegisterReseller } from '#ordering/contracts/reseller-commands.js';
import { type WorkingLedger } from './working-ledger.js';

export interface School {
  readonly institutionId: string;
  readonly agreementId: string;
  readonly enrollmentId: string;
  readonly resellerId: string;
  readonly online: string;
  readonly notices: string;
  readonly ordersContact: string;
}

const day = (ledger: WorkingLedger, years = 0): string => {
  const today = ledger.ledger.clock.now().slice(0, 10);
  return `${Number(today.slice(0, 4)) + years}-01-01`;
};

export const person = async (
  ledger: WorkingLedger,
  institutionId: string,
  givenName: string,
  role: PersonRole,
): Promise<string> => {
  const personal = { givenName, familyName: 'Example', email: `${givenName.toLowerCase()}@school.example` };
  return (await ledger.does(RegisterPerson, { institutionId, role, minor: false, personal })).id;
};

/** An accredited school with its contacts, an agreement and an enrollment, and the reseller that it orders from. */
export async function school(ledger: WorkingLedger): Promise<School> {
  const place = { country: 'DE', region: 'EMEA', zone: 'Europe/Berlin' } as const;
  const { id: institutionId } = await ledger.does(RegisterInstitution, {
    ...{ name: 'Hochschule Musterstadt', segment: 'ACADEMIC', level: 'FOUR_YEAR', ...place },
  });
  await ledger.does(RecordAccreditation, {
    ...{ institutionId, evidenceRef: 'ACQUIN-1', validFrom: day(ledger, -2), validUntil: day(ledger, 5) },
  });
  const online = await person(ledger, institutionId, 'Olga', 'CONTACT');
  const notices = await person(ledger, institutionId, 'Norbert', 'CONTACT');
  const { id: agreementId } = await ledger.does(RegisterAgreement, {
    ...{ number: 'E1000001', program: 'EES', start: day(ledger, -2), end: day(ledger, 4), priceLevel: 'A' },
    institutionId,
    contacts: [
      { role: 'ONLINE', personRef: online },
      { role: 'NOTICES', personRef: notices },
    ],
  });
  const enrollment = { agreementId, number: '71000001', start: day(ledger, -2) };
  const { id: enrollmentId } = await ledger.does(AddEnrollment, enrollment);
  const { id: partner } = await ledger.does(RegisterInstitution, {
    ...{ name: 'Fachhandel Musterstadt', segment: 'COMMERCIAL', ...place },
  });
  const ordersContact = await person(ledger, partner, 'Rita', 'CONTACT');
  const { id: resellerId } = await ledger.does(RegisterReseller, {
    ...{ number: 'R-1', institutionId: partner, ordersContact },
    authorization: { type: 'AER', from: day(ledger, -2) },
  });
  return { institutionId, agreementId, enrollmentId, resellerId, online, notices, ordersContact };
}

/** An order of one pack of each product for twelve months, processed and invoiced today. */
export async function invoiced(
  ledger: WorkingLedger,
  { enrollmentId, resellerId }: School,
  ...productKeys: readonly string[]
): Promise<string> {
  const lines = productKeys.map((productKey) => ({
    ...{ productKey, packs: 1, termModel: 'TWELVE_MONTH' as const },
  }));
  const order = { enrollmentId, resellerId, salesRegion: 'EMEA' as const, currency: 'EUR', lines };
  const { id: orderId } = await ledger.does(PlaceOrder, order);
  const occurredAt = ledger.ledger.clock.now();
  const vendorOrderNo = `V-${orderId.slice(-8).toUpperCase()}`;
  await ledger.does(RecordOrderProcessed, { orderId, revision: 1, occurredAt, vendorOrderNo });
  await ledger.does(RecordInvoice, {
    ...{ orderId, revision: 1, issuer: 'EOC-DUBLIN', invoiceNo: `INV-${vendorOrderNo}` },
    ...{ invoiceDate: occurredAt.slice(0, 10), calendarId: 'DE-NATIONWIDE' },
    lines: productKeys.map((productKey, index) => ({ lineNo: index + 1, productKey, packs: 1 })),
  });
  return orderId;
}

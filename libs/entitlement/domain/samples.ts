import { event } from '#kernel/event.js';
import {
  CodeAssigned,
  CodeDisclosed,
  CodeExpired,
  CodeIssued,
  CodeRedeemed,
  CodeReserved,
  CodeVoided,
} from '../contracts/code-events.js';
import { EntitlementGranted } from '../contracts/entitlement-events.js';
import { entitlementIdOf } from '../contracts/entitlement-id.js';
import { type BookingFacts } from './booking.js';
import { type RedemptionFacts } from './redeeming.js';

/* One code of a class pack, for the specs of this folder: term from 1 August 2019 to 31 July 2020 in Berlin. */

export const id = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`;
export const codeId = id('cod', 1);
export const erika = id('per', 1);
export const max = id('per', 2);
export const activeFrom = '2019-07-31T22:00:00.000Z';
export const expiresAt = '2020-07-31T22:00:00.000Z';
export const beforeExpiry = '2020-07-31T21:59:59.999Z';

export const terms = {
  codeId,
  entitlementId: id('ent', 1),
  institutionId: id('ins', 1),
  slot: 7,
  batchNo: 1,
  valueCipher: 'k1.key.box',
  last4: 'X7QK',
  commitment: 'A'.repeat(43),
  activeFrom,
  expiresAt,
  zone: 'Europe/Berlin',
  families: ['MCSA', 'MCSE', 'MCSD'],
  provider: 'PEARSON_VUE',
  salesRegion: 'DE',
} as const satisfies CodeIssued;

export const issued = event(CodeIssued, terms);
export const assigned = event(CodeAssigned, { codeId, personRef: erika, role: 'EMPLOYEE' });
export const disclosed = event(CodeDisclosed, {
  codeId,
  disclosureId: id('dis', 1),
  personRef: erika,
  channel: 'EMAIL',
});
export const examAt = '2019-11-04T08:00:00.000Z';
export const bookedAt = '2019-10-01T08:00:00.000Z';
export const sitting = {
  provider: 'PEARSON_VUE',
  bookingKey: 'BK-1',
  examCode: '70-480',
  examAt,
  examZone: 'Europe/Berlin',
} as const;
export const reserved = event(CodeReserved, { codeId, ...sitting, bookedAt }, { occurredAt: bookedAt });
export const voidedAt = '2020-01-15T12:00:00.000Z';
export const voided = event(CodeVoided, { codeId, cause: 'COMPROMISED', providerConfirmed: false, voidedAt });
export const swept = event(
  CodeExpired,
  {
    codeId,
    effectiveAt: expiresAt,
    sweptAt: '2020-08-01T00:00:00.000Z',
    hadAssignee: false,
    hadBooking: false,
  },
  { occurredAt: expiresAt },
);

export const redemption = {
  provider: 'PEARSON_VUE',
  registrationKey: 'REG-1',
  examCode: '70-480',
  occurredAt: examAt,
  occurredZone: 'Europe/Berlin',
} as const;

/** What redeeming with `redemption` records, unless said otherwise. */
export const redeemed = (differences: Partial<CodeRedeemed> = {}) => {
  const occurredAt = differences.occurredAt ?? redemption.occurredAt;
  return event(
    CodeRedeemed,
    {
      codeId,
      ...redemption,
      family: 'MCSA',
      zoneConfidence: 'STATED',
      reportedAt: '2019-11-05T00:00:00.000Z',
      late: false,
      crossRegion: false,
      ...differences,
    },
    { occurredAt, basis: { policies: ['late-window-45-days@1'] } },
  );
};

const accredited = () => false;
export const eligible: BookingFacts & RedemptionFacts = {
  family: 'MCSA',
  covered: true,
  sittable: true,
  delivered: true,
  lostAccreditation: accredited,
};

/* Two class packs of one order line, invoiced on 1 August 2019. */

export const orderId = id('ord', 1);
const { lineNo, invoiceDate, ...copied } = {
  institutionId: id('ins', 1),
  enrollmentId: id('enr', 1),
  orderId,
  lineNo: 1,
  invoiceNo: 'INV-1',
  invoiceDate: '2019-08-01',
  productKey: 'CP-30',
  families: ['MCSA', 'MCSE', 'MCSD'] as const,
  provider: 'PEARSON_VUE' as const,
  fulfilment: 'CODES' as const,
  packs: 2,
  packSize: 30,
  zone: 'Europe/Berlin',
  salesRegion: 'DE',
};
export const classPack = { ...copied, lineNo, invoiceDate };
export const entitlementId = entitlementIdOf(orderId, lineNo);
export const grantedPack = event(
  EntitlementGranted,
  {
    ...copied,
    lineNo,
    entitlementId,
    capacity: 60,
    termStart: invoiceDate,
    termEnd: '2020-07-31',
    activeFrom,
    expiresAt,
    expiryBasis: 'TWELVE_MONTHS',
    tzdbVersion: '2025b',
  },
  { basis: { policies: ['expiry-earliest-of-three@1'] } },
);
/** A planned code; its id follows from the number, not from a value. */
export const planned = (slot: number, code = slot) => ({
  slot,
  codeId: id('cod', code),
  sealed: 'k1.key.box',
  last4: 'X7QK',
  commitment: 'A'.repeat(43),
});
export const plannedSlots = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => planned(from + index));

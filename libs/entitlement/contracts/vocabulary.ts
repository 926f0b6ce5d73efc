/** What an entitlement copies from the catalogue is in the catalogue's words. */
export {
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  type ExamFamily,
  fulfilments,
  type Fulfilment,
  productKeyForm,
} from '#catalogue/contracts/vocabulary.js';

/** Which of the three dates of I8 came first. */
export const expiryBases = ['AGREEMENT', 'ANCHOR', 'TWELVE_MONTHS'] as const;

/** Ids of libraries, as their host gives them; one code opens one of several (R16, R58). */
export const libraryIdForm = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;

/** As institutions name their regions; none is excluded (R38). */
export const regionForm = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;

export const candidateRoles = ['EMPLOYEE', 'STUDENT', 'FACULTY', 'STAFF'] as const;

/** Codes travel electronically only (R56). */
export const disclosureChannels = ['PORTAL', 'EMAIL', 'API'] as const;

/** Why an assignment was undone; a closed list, because free text would invite names into the log (I32). */
export const assignmentCorrections = ['TYPING_ERROR', 'WRONG_PERSON', 'NOT_NEEDED'] as const;

export const strandingCauses = ['PERSON_LEFT', 'EXAM_RETIRED', 'CATC_LOST'] as const;
export const voidCauses = ['COMPROMISED', 'DEFECTIVE', 'DUPLICATE'] as const;
/** The last one by a corrected invoice only: the slot is gone with the code, so that nothing replaces it. */
export const voidedCauses = [...voidCauses, 'INVOICE_CORRECTED'] as const;
export type VoidedCause = (typeof voidedCauses)[number];
/** How a code can be with somebody before it is used. */
export const holdings = ['ASSIGNED', 'DISCLOSED', 'RESERVED'] as const;
export type Holding = (typeof holdings)[number];
export const releaseCauses = ['CANCELLED_IN_TIME', 'PROVIDER_CANCELLED'] as const;
export const forfeitCauses = ['NO_SHOW', 'LATE_CANCEL'] as const;

/** Whether the provider stated the zone of an occurrence, or it was assumed. */
export const zoneConfidences = ['STATED', 'ASSUMED'] as const;

/** What about a use a person has to look into; each is a kind of reconciliation case. */
export const questionKinds = [
  'ASSIGNEE_MISMATCH',
  'DOUBLE_USE',
  'INELIGIBLE_USE',
  'BOOKED_BEYOND_EXPIRY',
  'RELEASED_AFTER_EXPIRY',
  'LATE_BEYOND_WINDOW',
  'USED_AFTER_VOID',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Why issuance could not fill a slot. */
export const issuanceFailures = ['SUPPLY_EXHAUSTED', 'SUPPLY_UNAVAILABLE'] as const;

/** Codes of one recorded intent to issue; keeps the event below 256 KiB. */
export const maxBatch = 500;
/** Codes of one voucher list. */
export const maxList = 1000;
/** What one order line may issue. */
export const maxCapacity = 100_000;

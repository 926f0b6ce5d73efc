/** What an order copies from the catalogue is in the catalogue's words. */
export {
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  type ExamFamily,
  fulfilments,
  type Fulfilment,
  isAcademicProgram,
  namedIdForm,
  type PriceLevel,
  priceLevels,
  productKeyForm,
  volumeLevels,
} from '#catalogue/contracts/vocabulary.js';
import { type volumeLevels } from '#catalogue/contracts/vocabulary.js';

/** What an agreement can be at; a price row may also be for all levels. */
export type VolumeLevel = (typeof volumeLevels)[number];

/** Contract families (R5, R6, R14, R44 to R47). */
export const programs = [
  'EA',
  'SELECT',
  'SELECT_PLUS',
  'EES',
  'SCHOOL_ENROLLMENT',
  'SELECT_PLUS_ACADEMIC',
  'VL',
  'VL_SA',
] as const;
export type Program = (typeof programs)[number];

/** The umbrella contract above a program's agreement: two contracts, two numbers (R46). */
export const masterAgreements = ['CAMPUS_AND_SCHOOL_AGREEMENT'] as const;
export type MasterAgreement = (typeof masterAgreements)[number];

/**
 * Large Account Reseller, called Licensing Solution Provider (LSP) today, and Authorized Education Reseller: one role
 * with a type.
 */
export const resellerTypes = ['LAR', 'AER'] as const;
export type ResellerType = (typeof resellerTypes)[number];

export const contactRoles = ['NOTICES', 'ONLINE', 'ACCOUNT_MANAGER'] as const;
export type ContactRole = (typeof contactRoles)[number];

/** A subscription of twelve months, or what remains of the agreement (R11). */
export const termModels = ['TWELVE_MONTH', 'REMAINING_AGREEMENT'] as const;
export type TermModel = (typeof termModels)[number];

/** Services, user and add-on subscription licence: only the first is ever sold here (R12, R13). */
export const licenseTypes = ['SSL', 'USL', 'ASL'] as const;
export type LicenseType = (typeof licenseTypes)[number];

/** What set the end of a line's term (I8). */
export const expiryBases = ['AGREEMENT', 'ANCHOR', 'TWELVE_MONTHS'] as const;

/** Why an anchor no longer binds: its days are over, or the invoice that made it does not stand. */
export const lapseCauses = ['TERM_ENDED', 'CORRECTED_TO_ZERO', 'NEVER_INVOICED'] as const;
export type LapseCause = (typeof lapseCauses)[number];

/** Why an order is no longer the first of a product. */
export const releaseCauses = ['CORRECTED_TO_ZERO', 'NEVER_INVOICED'] as const;
export type ReleaseCause = (typeof releaseCauses)[number];

/** Price list of the invoice's day, or of the first order of the product. */
export const priceBases = ['INVOICE_DATE', 'FIRST_ORDER'] as const;
/** Where a line's unit price came from. */
export const priceSources = ['PRICE_LIST', 'SPECIAL_DISCOUNT'] as const;
export type PriceSource = (typeof priceSources)[number];
/** Why the months billed are what they are (E1 to E3, E7, I11). */
export const prorationRules = ['COUNTED', 'MINIMUM', 'MAXIMUM', 'SAME_DAY_AS_ANCHOR'] as const;
export const prorationUnits = ['full calendar months', 'months begun', 'days'] as const;

/** Closed lists, because free text would carry names into the log (I32). */
export const cancelReasons = ['CUSTOMER_REQUEST', 'ORDERED_IN_ERROR', 'DUPLICATE', 'CREDIT_REFUSED'] as const;
export const rejectReasons = ['CREDIT_REFUSED', 'CONTRACT_INVALID', 'DUPLICATE', 'NOT_DELIVERABLE'] as const;
export const amendReasons = ['CUSTOMER_REQUEST', 'ORDERED_IN_ERROR', 'PRODUCT_REPLACED'] as const;
export const correctionReasons = [
  'BILLED_IN_ERROR',
  'WRONG_QUANTITY',
  'WRONG_PRICE',
  'UNDELIVERED',
  'DEFECTIVE',
] as const;

/** Numbers of contracts and invoices: nothing more is known of their shapes. */
export const numberForm = /^[A-Z0-9-]{1,20}$/;
/** The same as people type it. */
export const typedNumberForm = /^[A-Za-z0-9-]{1,20}$/;
/** As institutions name theirs; no region is excluded (R38). */
export const regionForm = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;
/** The pricing desk's. */
export const approvalForm = /^[A-Za-z0-9-]+$/;
/** Lists and editions, such as `VL-2019@1 VL-2019@2`. */
export const priceListsForm = /^[A-Z0-9-]+@\d+(?: [A-Z0-9-]+@\d+)*$/;
/** Ids of users; no blank and no `@`, so neither a name nor an address. */
export const actorForm = /^[\w:|.-]+$/;

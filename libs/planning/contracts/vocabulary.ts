/** A plan is in the catalogue's words. */
export { preparationMonths } from '#catalogue/contracts/families.js';
export {
  type ExamFamily,
  examFamilies,
  licensingPrograms,
  type LicensingProgram,
  namedIdForm,
  type PriceLevel,
  priceLevels,
} from '#catalogue/contracts/vocabulary.js';

/** Months that a voucher lives at most (R28): a longer agreement gives no longer vouchers (R63). */
export const voucherMonths = 12;

/** Vouchers of one estimate at most; whoever needs more plans in parts. */
export const maxVouchers = 50_000;

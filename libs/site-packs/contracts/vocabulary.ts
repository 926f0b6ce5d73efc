/** What a site pack copies from the catalogue is in the catalogue's words. */
export {
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  type ExamFamily,
  productKeyForm,
} from '#catalogue/contracts/vocabulary.js';

/** Who may take an exam from a site pack (R25, I25); staff are admitted and marked. */
export const candidateRoles = ['FACULTY', 'STAFF', 'STUDENT'] as const;
export type CandidateRole = (typeof candidateRoles)[number];

/** Why a pack cannot be used for a while; the first two follow from the institution's own stream. */
export const suspensionCauses = ['CATC_LOST', 'ACCREDITATION_LOST', 'PROVIDER_HOLD'] as const;
export type SuspensionCause = (typeof suspensionCauses)[number];

export const sitePackStatuses = ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'EXPIRED'] as const;
export type SitePackStatus = (typeof sitePackStatuses)[number];

/** How a session is started; only Compass Cloud locks its seats, so that a no-show costs one (E65). */
export const launches = ['COMPASS', 'COMPASS_CLOUD'] as const;
export type Launch = (typeof launches)[number];

export const releaseCauses = ['CANCELLED', 'NOT_NEEDED', 'PROVIDER_CANCELLED', 'SESSION_OVER'] as const;

/** Who chose the pack of a draw: the provider's word wins over the order of draws (E47). */
export const allocations = ['PROVIDER', 'DRAW_ORDER'] as const;
export type Allocation = (typeof allocations)[number];

/** Noted on a draw for auditors; none of them forbids it (R25, R34). */
export const drawRemarks = ['STAFF_ADMITTED', 'EDUCATOR_EXAM_BY_STUDENT'] as const;
export type DrawRemark = (typeof drawRemarks)[number];

/** Why units were put right; always through a case and by two people. */
export const adjustmentCauses = [
  'EXAM_NOT_STARTED',
  'DELIVERY_FAILED',
  'WRONG_INSTITUTION',
  'INVOICE_CORRECTED',
] as const;

export const zoneConfidences = ['STATED', 'ASSUMED'] as const;

/** What about a draw a person has to look into; each is a kind of reconciliation case. */
export const sitePackQuestionKinds = [
  'DRAWN_WHILE_NOT_ACTIVE',
  'DRAWN_OUTSIDE_TERM',
  'DRAWN_AFTER_CANCELLATION',
  'INELIGIBLE_USE',
  'INELIGIBLE_CANDIDATE',
  'LATE_BEYOND_WINDOW',
] as const;
export type SitePackQuestionKind = (typeof sitePackQuestionKinds)[number];

/** Keys of sessions and draws, as the provider writes them. */
export const providerKeyForm = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;

/** Days without a test centre after which the administrator is reminded (R76). */
export const onboardingReminders = [14, 30, 60] as const;

import { refusal } from '#kernel/refusal.js';

export const EnrollmentUnknown = refusal({
  code: 'enrollment-unknown',
  kind: 'conflict',
  rules: ['R46'],
  sentence: 'There is no such enrollment.',
});

export const EnrollmentNotActive = refusal({
  code: 'enrollment-not-active',
  kind: 'conflict',
  rules: ['R52'],
  sentence: 'Orders are placed while the enrollment and its agreement run.',
});

export const OrderedProductUnknown = refusal({
  code: 'ordered-product-unknown',
  kind: 'conflict',
  rules: ['I2'],
  sentence: 'There is no such product in the catalogue.',
});

export const ProductNotOnSale = refusal({
  code: 'product-not-on-sale',
  kind: 'conflict',
  rules: ['I2'],
  sentence: 'The product is not on sale on the day of the order.',
});

export const ProductDiscontinued = refusal({
  code: 'product-discontinued',
  kind: 'conflict',
  rules: ['R40', 'I2'],
  sentence: 'E-learning is no longer sold under volume licensing.',
});

export const LicenseTypeNotSold = refusal({
  code: 'license-type-not-sold',
  kind: 'invalid',
  rules: ['R12', 'I1'],
  sentence: 'Only Services Subscription Licenses are sold; no user or add-on licence is needed.',
});

export const ProgramDoesNotAllow = refusal({
  code: 'program-does-not-allow',
  kind: 'conflict',
  rules: ['R14', 'R44', 'R45', 'R46', 'R47', 'I3'],
  sentence: "The agreement's program does not allow this product.",
});

export const OneMembership = refusal({
  code: 'one-membership',
  kind: 'invalid',
  rules: ['R23', 'R44'],
  sentence: 'An institution has one Imagine Academy membership: order one, and renew it each year.',
});
export const MembershipEligibilityNeeded = refusal({
  code: 'membership-eligibility-needed',
  kind: 'conflict',
  rules: ['R19', 'R24'],
  sentence: 'The Imagine Academy membership needs a confirmation that its requirements are met.',
});
export const AccreditationNeeded = refusal({
  code: 'accreditation-needed',
  kind: 'conflict',
  rules: ['R2', 'R71', 'I3'],
  sentence: 'Academic products are for academic institutions with a valid accreditation.',
});

export const NoAgreementEnd = refusal({
  code: 'no-agreement-end',
  kind: 'conflict',
  rules: ['R11', 'R47', 'I4'],
  sentence: 'The agreement has no end, so nothing can be prorated to it; order a twelve-month subscription.',
});

export const TooManyCodes = refusal({
  code: 'too-many-codes',
  kind: 'invalid',
  rules: ['R33'],
  sentence: 'One order issues at most 100,000 codes; split it.',
});

export const NoPrice = refusal({
  code: 'no-price',
  kind: 'conflict',
  rules: ['R10', 'R15'],
  sentence: 'The price list has no price for this product, level and currency on that day.',
});

export const OrderUnknown = refusal({
  code: 'order-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such order.',
});

export const OrderCancelledAlready = refusal({
  code: 'order-cancelled',
  kind: 'conflict',
  rules: ['E33'],
  sentence: 'The order has been cancelled.',
});

export const OrderRejectedAlready = refusal({
  code: 'order-rejected',
  kind: 'conflict',
  rules: ['E33'],
  sentence: 'The vendor has rejected the order; place a new one.',
});

export const OrderInvoicedAlready = refusal({
  code: 'order-invoiced',
  kind: 'conflict',
  rules: ['I5', 'R62'],
  sentence: 'The order has been invoiced: it can be corrected, but not changed, cancelled or invoiced again.',
});

export const RevisionUnknown = refusal({
  code: 'order-revision-unknown',
  kind: 'conflict',
  rules: ['E31'],
  sentence: 'The order has no such revision.',
});

export const RevisionSuperseded = refusal({
  code: 'order-revision-superseded',
  kind: 'conflict',
  rules: ['E31'],
  sentence: 'The order has been amended since; this is about an earlier revision.',
});

export const OrderProcessedAlready = refusal({
  code: 'order-processed',
  kind: 'conflict',
  rules: [],
  sentence: 'This revision of the order has been processed already.',
});

export const OrderNotProcessed = refusal({
  code: 'order-not-processed',
  kind: 'conflict',
  rules: ['R64'],
  sentence: 'This revision of the order has not been processed yet.',
});

export const OrderAcknowledgedAlready = refusal({
  code: 'order-acknowledged',
  kind: 'conflict',
  rules: ['E31'],
  sentence: 'This revision of the order has been acknowledged already.',
});

export const ReportedBeforeItHappened = refusal({
  code: 'order-report-in-future',
  kind: 'invalid',
  rules: ['E64'],
  sentence: 'The reported time lies in the future.',
});

export const ReportedOutOfOrder = refusal({
  code: 'order-report-out-of-order',
  kind: 'invalid',
  rules: ['R64', 'E4'],
  sentence: 'An order is placed first, then processed, then confirmed; the reported time lies before that.',
});

export const LineUnknown = refusal({
  code: 'order-line-unknown',
  kind: 'invalid',
  rules: [],
  sentence: 'The order has no such line.',
});

export const NotInCurrency = refusal({
  code: 'amount-not-in-currency',
  kind: 'invalid',
  rules: ['E61'],
  sentence: "The amount has more decimals than the order's currency.",
});

export const DiscountProposalNotCurrent = refusal({
  code: 'discount-proposal-not-current',
  kind: 'conflict',
  rules: ['I38', 'E31'],
  sentence: 'There is no such discount to approve: a later proposal or an amendment has replaced it.',
});

export const DiscountNeedsSecondPerson = refusal({
  code: 'discount-needs-second-person',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'A special discount is approved by another person than the one who proposed it.',
});

export const DiscountedByPersons = refusal({
  code: 'discount-needs-persons',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'A special discount is proposed and approved by persons, not by a process.',
});

export const NoDiscount = refusal({
  code: 'discount-not-below-list-price',
  kind: 'invalid',
  rules: ['R9', 'R10'],
  sentence: 'A special discount is a price below the list price of the line.',
});

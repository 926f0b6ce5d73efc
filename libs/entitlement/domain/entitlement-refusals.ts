import { refusal } from '#kernel/refusal.js';

export const EntitlementUnknown = refusal({
  code: 'entitlement-unknown',
  kind: 'not-found',
  rules: ['I7'],
  sentence: 'Nothing has been granted for this order line; codes are issued after the invoice.',
});
export const GrantDiffers = refusal({
  code: 'entitlement-already-granted',
  kind: 'conflict',
  rules: ['I8', 'I36'],
  sentence: 'This order line has been granted already, and what is granted does not change.',
});
export const InvoiceInFuture = refusal({
  code: 'entitlement-invoice-in-future',
  kind: 'conflict',
  rules: ['I7'],
  sentence: 'The invoice date lies in the future.',
});
export const TermOver = refusal({
  code: 'entitlement-term-over',
  kind: 'conflict',
  rules: ['I8'],
  sentence: 'The term ends before it starts: the agreement or the anchor order had ended before the invoice.',
});
export const TooManyCodes = refusal({
  code: 'entitlement-too-large',
  kind: 'invalid',
  rules: ['I13'],
  sentence: 'One order line issues 100,000 codes at most.',
});
export const NotUsedByCodes = refusal({
  code: 'entitlement-without-codes',
  kind: 'conflict',
  rules: ['R54'],
  sentence: 'This entitlement is not used by codes.',
});
export const EntitlementExpired = refusal({
  code: 'entitlement-expired',
  kind: 'conflict',
  rules: ['R63'],
  sentence: 'The term of this entitlement is over.',
});
export const BatchTaken = refusal({
  code: 'issuance-batch-taken',
  kind: 'conflict',
  rules: ['I13'],
  sentence: 'Somebody else has recorded this batch.',
});
export const SlotTaken = refusal({
  code: 'issuance-slot-taken',
  kind: 'conflict',
  rules: ['I13'],
  sentence: 'One of the slots has a code already, or is asked for twice.',
});
export const CodeNotHere = refusal({
  code: 'code-not-of-entitlement',
  kind: 'not-found',
  rules: [],
  sentence: 'This code is not one of this entitlement.',
});
export const CodeNotVoid = refusal({
  code: 'code-not-void',
  kind: 'conflict',
  rules: ['I30'],
  sentence: 'Only a voided code can be replaced; unused, lost or left codes cannot.',
});
export const CodeWithdrawn = refusal({
  code: 'code-withdrawn',
  kind: 'conflict',
  rules: ['I13', 'I30'],
  sentence: 'The corrected invoice no longer pays for this code; nothing replaces it.',
});
export const BlockNotConfirmed = refusal({
  code: 'code-block-not-confirmed',
  kind: 'conflict',
  rules: ['E53'],
  sentence: 'A compromised code is replaced once the provider has confirmed that it is blocked.',
});
export const NothingToDisclose = refusal({
  code: 'nothing-to-disclose',
  kind: 'conflict',
  rules: ['R66'],
  sentence: 'There is no live code in these slots.',
});
export const ListTooLong = refusal({
  code: 'voucher-list-too-long',
  kind: 'invalid',
  rules: ['R66'],
  sentence: 'One list holds the codes of 1000 slots at most; name a first and a last slot.',
});

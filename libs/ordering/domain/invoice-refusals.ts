import { refusal } from '#kernel/refusal.js';

export const InvoiceInFuture = refusal({
  code: 'invoice-in-future',
  kind: 'invalid',
  rules: ['E64'],
  sentence: 'The day of the invoice has not begun anywhere.',
});

export const InvoiceBeforeOrder = refusal({
  code: 'invoice-before-order',
  kind: 'invalid',
  rules: ['E4'],
  sentence: 'The invoice is dated before the order was placed.',
});

export const InvoicedAfterAgreement = refusal({
  code: 'invoiced-after-agreement',
  kind: 'conflict',
  rules: ['E9', 'I8'],
  sentence: 'The agreement had ended on the day of the invoice, so it grants nothing.',
});

export const InvoiceDiffers = refusal({
  code: 'invoice-differs',
  kind: 'conflict',
  rules: ['I6'],
  sentence: "The invoice's lines are not those of the revision that it bills.",
});

export const InvoiceTotalDiffers = refusal({
  code: 'invoice-total-differs',
  kind: 'conflict',
  rules: ['E61'],
  sentence: "The invoice's total differs from its lines by more than rounding.",
});

export const InvoiceNumberUsed = refusal({
  code: 'invoice-number-used',
  kind: 'conflict',
  rules: ['I6'],
  sentence: 'The issuer has used this invoice number for another order.',
});

export const CalendarUnknown = refusal({
  code: 'invoice-calendar-unknown',
  kind: 'conflict',
  rules: ['E17'],
  sentence: 'There is no such business calendar.',
});

export const OrderNotInvoiced = refusal({
  code: 'order-not-invoiced',
  kind: 'conflict',
  rules: ['I5'],
  sentence: 'The order has not been invoiced; amend or cancel it.',
});

export const CreditNumberUsed = refusal({
  code: 'credit-number-used',
  kind: 'conflict',
  rules: ['I6'],
  sentence: 'This credit note is recorded already.',
});

export const CorrectionRaises = refusal({
  code: 'correction-raises',
  kind: 'invalid',
  rules: ['R62'],
  sentence: 'A correction lowers each line that it names, unless it adds packs to it.',
});

export const PacksWithoutNet = refusal({
  code: 'correction-packs-without-net',
  kind: 'invalid',
  rules: ['I12', 'R62'],
  sentence: 'A line that is taken back has neither packs nor a net; one that stays has both.',
});

export const AccessNotAdded = refusal({
  code: 'correction-adds-access',
  kind: 'invalid',
  rules: ['R44'],
  sentence: 'An access that was taken back is ordered anew: its term is another one.',
});

export const TooManyVouchers = refusal({
  code: 'correction-too-large',
  kind: 'invalid',
  rules: ['I13'],
  sentence: 'One order line grants 100,000 vouchers at most.',
});

export const SecondPersonNeeded = refusal({
  code: 'correction-needs-second-person',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'A correction is approved by another person than the one who records it.',
});

export const ProposalNotCurrent = refusal({
  code: 'correction-proposal-not-current',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'There is no such proposal to approve, or a later one has replaced it.',
});

export const CorrectedByPersons = refusal({
  code: 'correction-needs-persons',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'A correction is proposed and approved by persons, not by a process.',
});

export const InvoicesRaced = refusal({
  code: 'invoices-raced',
  kind: 'conflict',
  rules: ['E7'],
  sentence:
    'Two invoices of this order are being recorded at the same moment; look at the order and try again.',
});

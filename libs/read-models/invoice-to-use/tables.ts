import { amount, day, defineTable, flag, instant, orNull, text, whole } from '#projecting/table.js';

/** What was billed, line by line, and what credit notes have left of it. */
export const lines = defineTable(
  'lines',
  {
    issuer: text,
    invoiceNo: text,
    lineNo: whole,
    invoiceDate: day,
    orderId: text,
    enrollmentId: text,
    agreementId: text,
    resellerId: text,
    /** What the line grants; two invoices of one order, the first one credited, grant the same. */
    entitlementId: text,
    productKey: text,
    fulfilment: text,
    provider: orNull(text),
    /** After credit notes. */
    packs: whole,
    packSize: whole,
    /** Vouchers, codes or seats of all packs. */
    capacity: whole,
    termStart: day,
    termEnd: day,
    billableMonths: whole,
    priceLevel: text,
    priceListId: text,
    approvalRef: orNull(text),
    /** False for an invoice of an amended revision: nothing is granted before somebody has decided (E32). */
    matchesRevision: flag,
    currency: text,
    /** Decimals of the currency. */
    digits: whole,
    invoicedNet: amount,
    /** After credit notes. */
    net: amount,
    creditNo: orNull(text),
    /** The same vouchers bought one by one; null where there is no such price. */
    referenceNet: orNull(amount),
    /** Of one pack. */
    packReference: orNull(amount),
    /** Whole percent, cut off; null without a reference, or when nothing is left of the line. */
    savingPercent: orNull(whole),
    /** Outside the 20 to 80 percent of R7: to be looked at, never a rule. */
    outsideStatedRange: flag,
  },
  ['issuer', 'invoiceNo', 'lineNo'],
  ['invoiceDate', 'issuer', 'invoiceNo', 'lineNo'],
  ['institutionId', 'invoiceDate', 'issuer', 'invoiceNo', 'lineNo'],
  ['agreementId', 'invoiceDate', 'issuer', 'invoiceNo', 'lineNo'],
  ['enrollmentId', 'invoiceDate', 'issuer', 'invoiceNo', 'lineNo'],
  ['productKey', 'invoiceDate', 'issuer', 'invoiceNo', 'lineNo'],
  ['outsideStatedRange', 'invoiceDate', 'issuer', 'invoiceNo', 'lineNo'],
  ['invoiceNo'],
  ['orderId'],
  ['entitlementId'],
);

/** What a line granted, and how much of it is used. */
export const entitlements = defineTable(
  'entitlements',
  {
    entitlementId: text,
    fulfilment: text,
    /** With the adjustments of a site pack. */
    capacity: whole,
    expiresAt: instant,
    zone: text,
    /** Exams sat, libraries opened, or all of it where access alone was bought. */
    used: whole,
    /** Consumed without an exam. */
    forfeited: whole,
  },
  ['entitlementId'],
);

/** One code with what became of it, one exam or the forfeited seats of one session of a site pack. */
export const uses = defineTable(
  'uses',
  {
    useId: text,
    entitlementId: text,
    /** CODE, DRAW or SEATS. */
    kind: text,
    codeId: orNull(text),
    slot: orNull(whole),
    last4: orNull(text),
    /** Of a site pack. */
    sessionId: orNull(text),
    units: whole,
    /** As recorded; whether an open code has expired is a matter of the clock (E20). */
    state: text,
    expiresAt: orNull(instant),
    personRef: orNull(text),
    provider: orNull(text),
    /** Booking, registration or exam start at the provider. */
    registrationKey: orNull(text),
    examCode: orNull(text),
    family: orNull(text),
    libraryId: orNull(text),
    occurredAt: orNull(instant),
    reportedAt: orNull(instant),
    late: flag,
    passed: orNull(flag),
    /** Case that decided it. */
    caseId: orNull(text),
  },
  ['useId'],
  ['entitlementId', 'useId'],
  ['institutionId', 'entitlementId', 'useId'],
  ['registrationKey'],
  ['codeId'],
  ['examCode', 'entitlementId', 'useId'],
  ['personRef'],
);
